// Which files of a folder are the IDX files of a data set.
// SPDX-License-Identifier: MIT

#include "dataset/idx-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dataset/byte-source.h"

#define PATTERN "^((?:.*[-_.])?)(train|t10k|test)-(images|labels)[-.]idx[1-3]-[a-z0-9]+(\\.gz)?$"

/* The parts as they are spelled. */
typedef enum
{
  SPELLED_TRAIN,
  SPELLED_T10K,
  SPELLED_TEST,
  N_SPELLED
} Spelled;

static const char *const spellings[] = { "train", "t10k", "test" };
static const char *const stems[] = { "labels", "images" };

typedef struct
{
  char *prefix;
  Spelled part;
  DhIdxKind kind;
  guint rank; /* the least is taken */
} Name;

/* All files with one prefix. */
typedef struct
{
  char *prefix;
  char *names[N_SPELLED][DH_IDX_IMAGES + 1];
  guint ranks[N_SPELLED][DH_IDX_IMAGES + 1];
} Group;

static void
group_free (Group *self)
{
  for (guint part = 0; part < N_SPELLED; part++)
    for (guint kind = 0; kind <= DH_IDX_IMAGES; kind++)
      g_free (self->names[part][kind]);
  g_free (self->prefix);
  g_free (self);
}

static gboolean
parse_name (GRegex *pattern, const char *name, Name *parsed)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *part = NULL;
  g_autofree char *stem = NULL;

  if (!g_regex_match (pattern, name, 0, &match))
    return FALSE;
  part = g_match_info_fetch (match, 2);
  stem = g_match_info_fetch (match, 3);
  parsed->prefix = g_match_info_fetch (match, 1);
  parsed->part = g_str_equal (part, "train") ? SPELLED_TRAIN
                 : g_str_equal (part, "t10k") ? SPELLED_T10K
                                              : SPELLED_TEST;
  parsed->kind = g_str_equal (stem, "images") ? DH_IDX_IMAGES : DH_IDX_LABELS;
  /* “-idx” before “.idx”, and both before what is packed. */
  parsed->rank = (strstr (name, ".idx") != NULL ? 1 : 0) +
                 (g_str_has_suffix (name, ".gz") ? 2 : 0);
  return TRUE;
}

static GRegex *
make_pattern (void)
{
  /* Names of files need not be UTF-8. */
  return g_regex_new (PATTERN, G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
}

static Group *
find_group (GPtrArray *groups, const char *prefix)
{
  Group *group;

  for (guint i = 0; i < groups->len; i++)
    {
      group = groups->pdata[i];
      if (g_str_equal (group->prefix, prefix))
        return group;
    }
  group = g_new0 (Group, 1);
  group->prefix = g_strdup (prefix);
  g_ptr_array_add (groups, group);
  return group;
}

static void
add_name (GPtrArray *groups, const char *folder, const char *name, const Name *parsed)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  Group *group = find_group (groups, parsed->prefix);
  char **taken = &group->names[parsed->part][parsed->kind];
  guint *rank = &group->ranks[parsed->part][parsed->kind];
  /* A link that leads nowhere is a file of the set, too, but one that cannot be read. */
  guint own = parsed->rank + (g_file_test (path, G_FILE_TEST_IS_REGULAR) ? 0 : 4);

  /* Unpackers like to make a folder of a file's name: only files count. */
  if (g_file_test (path, G_FILE_TEST_IS_DIR) ||
      (*taken != NULL && (own > *rank || (own == *rank && strcmp (name, *taken) > 0))))
    return;
  g_free (*taken);
  *taken = g_strdup (name);
  *rank = own;
}

static int
compare_prefixes (gconstpointer a, gconstpointer b)
{
  const Group *const *first = a;
  const Group *const *second = b;

  return strcmp ((*first)->prefix, (*second)->prefix);
}

static GPtrArray *
list_groups (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  g_autoptr (GRegex) pattern = make_pattern ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      Name parsed;

      if (!parse_name (pattern, name, &parsed))
        continue;
      add_name (groups, folder, name, &parsed);
      g_free (parsed.prefix);
    }
  g_ptr_array_sort (groups, compare_prefixes);
  return g_steal_pointer (&groups);
}

static gboolean
has_training (const Group *self)
{
  return self->names[SPELLED_TRAIN][DH_IDX_IMAGES] != NULL &&
         self->names[SPELLED_TRAIN][DH_IDX_LABELS] != NULL;
}

static void
set_several (const char *folder, GPtrArray *groups, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *shown = dh_byte_source_display_path (folder);
  g_autofree char *shown_list = NULL;

  for (guint i = 0; i < groups->len; i++)
    {
      const Group *group = groups->pdata[i];

      if (has_training (group))
        g_string_append_printf (list, "%s%.*s", list->len > 0 ? ", " : "",
                                (int) strlen (group->prefix) - 1, group->prefix);
    }
  shown_list = dh_byte_source_display_path (list->str);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _("The folder %s holds several data sets: %s. Choose one of the files of one."),
               shown, shown_list);
}

/* The prefix of the set to take from @groups; NULL with an error where there is no telling. */
static const char *
choose_prefix (const char *folder, GPtrArray *groups, GError **error)
{
  const Group *found = NULL;
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      const Group *group = groups->pdata[i];

      if (!has_training (group))
        continue;
      if (*group->prefix == '\0')
        return "";
      found = group;
      n++;
    }
  if (n == 1)
    return found->prefix;
  if (n == 0)
    return groups->len == 1 ? ((const Group *) groups->pdata[0])->prefix : "";
  set_several (folder, groups, error);
  return NULL;
}

void
dh_idx_names_free (DhIdxNames *self)
{
  for (guint part = 0; part < DH_IDX_N_PARTS; part++)
    for (guint kind = 0; kind <= DH_IDX_IMAGES; kind++)
      g_free (self->paths[part][kind]);
  g_free (self->prefix);
  g_free (self->folder);
  g_free (self);
}

static DhIdxNames *
make_names (const char *folder, GPtrArray *groups, const char *prefix)
{
  DhIdxNames *self = g_new0 (DhIdxNames, 1);
  const Group *group = find_group (groups, prefix);
  char *const *t10k = group->names[SPELLED_T10K];
  Spelled parts[] = { SPELLED_TRAIN, t10k[0] != NULL || t10k[1] != NULL ? SPELLED_T10K
                                                                      : SPELLED_TEST };

  self->folder = g_strdup (folder);
  self->prefix = g_strdup (prefix);
  for (guint part = 0; part < DH_IDX_N_PARTS; part++)
    for (guint kind = 0; kind <= DH_IDX_IMAGES; kind++)
      if (group->names[parts[part]][kind] != NULL)
        self->paths[part][kind] =
            g_build_filename (folder, group->names[parts[part]][kind], NULL);
  return self;
}

/* (transfer full): the prefix of the set which the file @path is of, or NULL. */
static char *
get_prefix (const char *path)
{
  g_autoptr (GRegex) pattern = make_pattern ();
  g_autofree char *name = g_path_get_basename (path);
  Name parsed;

  return parse_name (pattern, name, &parsed) ? parsed.prefix : NULL;
}

static DhIdxNames *
find_of_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *prefix = get_prefix (path);
  g_autofree char *shown = dh_byte_source_display_path (path);
  g_autoptr (GPtrArray) groups = NULL;

  if (prefix == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY,
                   _("%s is a file, and not named as those of a data set are: "
                     "train-images-idx3-ubyte, plain or .gz. Choose such a file or its folder."),
                   shown);
      return NULL;
    }
  groups = list_groups (folder, error);
  return groups != NULL ? make_names (folder, groups, prefix) : NULL;
}

DhIdxNames *
dh_idx_names_find (const char *path, GError **error)
{
  g_autoptr (GPtrArray) groups = NULL;
  g_autofree char *shown = NULL;
  const char *prefix;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      groups = list_groups (path, error);
      prefix = groups != NULL ? choose_prefix (path, groups, error) : NULL;
      return prefix != NULL ? make_names (path, groups, prefix) : NULL;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return find_of_file (path, error);
  shown = dh_byte_source_display_path (path);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("There is no folder %s. Choose the folder which holds train-images-idx3-ubyte, "
                 "train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, "
                 "plain or .gz."),
               shown);
  return NULL;
}

char *
dh_idx_names_list (const DhIdxNames *self, DhIdxPart part, DhIdxKind kind)
{
  static const char *const endings[] = { "", ".gz" };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *prefix = dh_byte_source_display_path (self->prefix);

  for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
    for (guint s = 0; s < 2; s++)
      {
        g_autofree char *name =
            g_strdup_printf ("%s%s-%s%cidx%d-ubyte%s", prefix,
                             spellings[part == DH_IDX_TRAIN ? SPELLED_TRAIN : SPELLED_T10K],
                             stems[kind], s == 0 ? '-' : '.', kind == DH_IDX_IMAGES ? 3 : 1,
                             endings[e]);

        g_strv_builder_add (names, name);
      }
  list = g_strv_builder_end (names);
  return g_strjoinv (", ", list);
}

char *
dh_idx_names_settle (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (whole);
  g_autofree char *prefix = NULL;
  g_autoptr (DhIdxNames) of_folder = NULL;

  if (g_file_test (whole, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&whole);
  prefix = get_prefix (whole);
  of_folder = prefix != NULL ? dh_idx_names_find (folder, NULL) : NULL;
  return of_folder != NULL && g_str_equal (of_folder->prefix, prefix) ? g_steal_pointer (&folder)
                                                                      : g_steal_pointer (&whole);
}

char *
dh_idx_names_make_title (const char *path)
{
  g_autoptr (DhIdxNames) names = dh_idx_names_find (path, NULL);
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *base = g_path_get_basename (whole);

  if (names != NULL && *names->prefix != '\0')
    {
      g_free (base);
      base = g_strndup (names->prefix, strlen (names->prefix) - 1);
    }
  return dh_byte_source_display_path (base);
}
