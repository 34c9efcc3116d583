// An entry for a setting that is a number.
// SPDX-License-Identifier: MIT

#include "app/number-entry.h"

#include <glib/gi18n-lib.h>

#define WIDTH_CHARS 8

struct _DhNumberEntry
{
  GtkEntry parent_instance;

  char *setting;
  gboolean whole;
  char *number; /* the one shown, as dh_settings_get() writes it */
  char *error;
};

enum
{
  PROP_SETTING = 1,
  PROP_WHOLE,
  PROP_ERROR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (DhNumberEntry, dh_number_entry, GTK_TYPE_ENTRY)

static void
set_error (DhNumberEntry *self, const char *error)
{
  if (g_strcmp0 (error, self->error) == 0)
    return;
  g_free (self->error);
  self->error = g_strdup (error);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                             : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static const char *
get_text (DhNumberEntry *self)
{
  gboolean none = self->number != NULL && g_str_equal (self->number, "none");

  return none ? C_("clipping", "none") : self->number;
}

static void
show_number (DhNumberEntry *self)
{
  if (self->number != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self), get_text (self));
  set_error (self, NULL);
}

/* The number as dh_settings_get() writes it, or NULL where the setting cannot be @text. */
static char *
check (DhNumberEntry *self, const char *text)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();

  return dh_settings_set (settings, self->setting, text, NULL)
             ? dh_settings_get (settings, self->setting)
             : NULL;
}

/* Takes the decimal mark of the language or a full stop, and for “none” nothing or 0, too. */
static char *
read_number (DhNumberEntry *self, const char *text)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end = NULL;
  double value = g_strtod (text, &end);
  char *number = check (self, text);

  if (number != NULL)
    return number;
  if (*end != '\0')
    return g_str_equal (text, C_("clipping", "none")) ? check (self, "none") : NULL;
  if (end != text)
    number = check (self, g_ascii_dtostr (buffer, sizeof buffer, value));
  return number == NULL && value == 0 ? check (self, "none") : number;
}

static char *
describe_limits (DhNumberEntry *self)
{
  g_autofree char *none = check (self, "none");
  double smallest = 0;
  double largest = 0;

  dh_settings_get_limits (self->setting, &smallest, &largest);
  if (none != NULL)
    return g_strdup_printf (_("From %g to %g, or none"), smallest, largest);
  if (self->whole)
    return g_strdup_printf (_("Whole, from %g to %g"), smallest, largest);
  return g_strdup_printf (_("From %g to %g"), smallest, largest);
}

static void
activate_action (DhNumberEntry *self, const char *number)
{
  g_autofree char *action = g_strconcat ("win.", self->setting, NULL);

  /* “none” reads as 0, which the action takes for it. */
  if (self->whole)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "t",
                                g_ascii_strtoull (number, NULL, 10));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), action, "d", g_ascii_strtod (number, NULL));
}

static void
confirm (DhNumberEntry *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
  g_autofree char *number = NULL;
  g_autofree char *limits = NULL;

  if (g_strcmp0 (text, get_text (self)) == 0)
    {
      set_error (self, NULL);
      return;
    }
  number = read_number (self, text);
  if (number == NULL)
    {
      limits = describe_limits (self);
      set_error (self, limits);
      return;
    }
  if (g_strcmp0 (number, self->number) != 0)
    activate_action (self, number);
  show_number (self);
}

static void
leave (DhNumberEntry *self)
{
  confirm (self);
  show_number (self);
}

static void
dh_number_entry_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DhNumberEntry *self = DH_NUMBER_ENTRY (object);

  switch (id)
    {
    case PROP_SETTING:
      self->setting = g_value_dup_string (value);
      break;
    case PROP_WHOLE:
      self->whole = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dh_number_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DhNumberEntry *self = DH_NUMBER_ENTRY (object);

  switch (id)
    {
    case PROP_SETTING:
      g_value_set_string (value, self->setting);
      break;
    case PROP_WHOLE:
      g_value_set_boolean (value, self->whole);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dh_number_entry_finalize (GObject *object)
{
  DhNumberEntry *self = DH_NUMBER_ENTRY (object);

  g_free (self->setting);
  g_free (self->number);
  g_free (self->error);
  G_OBJECT_CLASS (dh_number_entry_parent_class)->finalize (object);
}

static void
dh_number_entry_class_init (DhNumberEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = dh_number_entry_set_property;
  object_class->get_property = dh_number_entry_get_property;
  object_class->finalize = dh_number_entry_finalize;
  properties[PROP_SETTING] = g_param_spec_string ("setting", NULL, NULL, NULL, flags);
  properties[PROP_WHOLE] =
      g_param_spec_boolean ("whole", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
dh_number_entry_init (DhNumberEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (self), WIDTH_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self), WIDTH_CHARS);
  gtk_editable_set_alignment (GTK_EDITABLE (self), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (self), GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect (self, "activate", G_CALLBACK (confirm), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

void
dh_number_entry_show (DhNumberEntry *self, const DhSettings *settings)
{
  g_autofree char *number = NULL;

  g_return_if_fail (DH_IS_NUMBER_ENTRY (self) && settings != NULL);

  number = dh_settings_get (settings, self->setting);
  if (g_strcmp0 (number, self->number) == 0 && dh_settings_is_used (settings, self->setting))
    return;
  g_free (self->number);
  self->number = g_steal_pointer (&number);
  show_number (self);
}
