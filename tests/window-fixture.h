// A window of its own for each test, and what tests ask of it.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  GApplication *application; /* one for the whole program */
  GtkWidget    *window;
  GPtrArray    *told;        /* every message it told, oldest first */
} WindowFixture;

/* Must begin main(). FALSE, with a line of TAP that says why, where there is no display. */
gboolean window_tests_init (int *argc, char ***argv);

/* Adds a test with a window that has loaded its data and is ready, and nothing remembered of those
 * before it. Preferences are kept in memory, as long as the program runs. */
void window_tests_add (const char *path, void (*test) (WindowFixture *, gconstpointer));

/* Closes the window and checks that neither it nor its training thread is left. */
void window_close (WindowFixture *self);

/* Opens it again, ready, with what the one before has left to be remembered. */
void window_open (WindowFixture *self);

/* Lets the program work until @condition holds; a minute without is a failure. Never sleeps. */
#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 begun_at = g_get_monotonic_time ();                                                     \
                                                                                                   \
    while (!(condition))                                                                           \
      {                                                                                            \
        if (g_get_monotonic_time () - begun_at > 60 * G_USEC_PER_SEC)                              \
          g_error ("%s:%d: waited in vain until %s", __FILE__, __LINE__, #condition);              \
        g_main_context_iteration (NULL, TRUE);                                                     \
      }                                                                                            \
  }                                                                                                \
  G_STMT_END

/* Activates a window action; @format, which may be NULL, and what follows as g_variant_new(). */
void window_activate (WindowFixture *self, const char *action, const char *format, ...);

/* Trains to just this step, no further. */
void window_run_to (WindowFixture *self, guint64 step);

/* An action's state as g_variant_print() gives it without types: "'log'". Free with g_free(). */
char *window_get_state (WindowFixture *self, const char *action);

/* Fields of the status action. */
gboolean window_is (WindowFixture *self, const char *state);
guint64  window_get_count (WindowFixture *self, const char *field);
double   window_get_real (WindowFixture *self, const char *field);

/* The message told last, or "". */
const char *window_get_told (WindowFixture *self);

/* A widget by its id in the .ui file of the window or of one of its pages, and in one of the parts
 * of the window. */
GtkWidget *window_find (WindowFixture *self, const char *id);
GtkWidget *window_find_in (GtkWidget *part, const char *id);

/* The first button below @root with this visible label, or NULL. */
GtkWidget *window_find_button (GtkWidget *root, const char *label);

/* Every widget of @type below @root, top to bottom. Free with g_ptr_array_unref(). */
GPtrArray *window_list (GtkWidget *root, GType type);

G_END_DECLS
