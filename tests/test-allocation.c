// No step asks for memory.
// SPDX-License-Identifier: MIT

#include <errno.h>
#include <malloc.h>

#include "run-table.h"

#define STEPS 50
#define MOST_ROUNDS 5

/* The C library's own allocator, behind functions that count. A sanitizer has one of its own. */
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define COUNTS 1

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_realloc (void *memory, size_t size);
void *__libc_memalign (size_t alignment, size_t size);

static gint is_counting; /* atomic, as the count: helpers may ask too */
static gint n_asked;

static void
count (void)
{
  if (g_atomic_int_get (&is_counting))
    g_atomic_int_inc (&n_asked);
}

void *
malloc (size_t size)
{
  count ();
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  count ();
  return __libc_calloc (n, size);
}

void *
realloc (void *memory, size_t size)
{
  count ();
  return __libc_realloc (memory, size);
}

void *
memalign (size_t alignment, size_t size)
{
  count ();
  return __libc_memalign (alignment, size);
}

void *
aligned_alloc (size_t alignment, size_t size)
{
  return memalign (alignment, size);
}

int
posix_memalign (void **memory, size_t alignment, size_t size)
{
  *memory = memalign (alignment, size);
  return *memory != NULL ? 0 : ENOMEM;
}

static void
test_counts (void)
{
  g_atomic_int_set (&is_counting, TRUE);
  g_free (g_malloc (100));
  g_free (g_new0 (int, 100));
  g_free (g_realloc (NULL, 5));
  g_atomic_int_set (&is_counting, FALSE);
  g_assert_cmpint (n_asked, >=, 3);
}

#else
#define COUNTS 0

static gint is_counting;
static gint n_asked;

static void
test_counts (void)
{
  g_test_skip ("calls of the allocator cannot be counted here");
}

#endif

typedef struct
{
  const RunRow *row;
  guint n_threads;
} Setup;

/* How often they ask. */
static gint
make_steps (DhTrainer *trainer)
{
  g_atomic_int_set (&n_asked, 0);
  g_atomic_int_set (&is_counting, TRUE);
  for (guint i = 0; i < STEPS; i++)
    if (!dh_trainer_step (trainer))
      break;
  g_atomic_int_set (&is_counting, FALSE);
  return g_atomic_int_get (&n_asked);
}

/* What a thread needs once, such as room for the variables of CBLAS that are its own, it asks for
 * with its first unit, whenever that is; what a step needs, in every round. */
static void
test_steps (gconstpointer data)
{
  const Setup *setup = data;
  g_autoptr (DhTrainer) trainer = NULL;
  guint n_rounds = 1;

  if (!COUNTS)
    {
      g_test_skip ("calls of the allocator cannot be counted here");
      return;
    }
  trainer = run_table_start (setup->row, NULL);
  dh_trainer_set_threads (trainer, setup->n_threads);
  while (make_steps (trainer) > 0)
    g_assert_cmpuint (++n_rounds, <=, MOST_ROUNDS);
  g_assert_cmpuint (dh_trainer_get_step (trainer), ==, n_rounds * STEPS);
}

int
main (int argc, char **argv)
{
  static const guint thread_counts[] = { 1, 3 };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/allocation/counts", test_counts);
  for (guint i = 0; i < G_N_ELEMENTS (run_table); i++)
    for (guint k = 0; k < G_N_ELEMENTS (thread_counts); k++)
      {
        Setup setup = { &run_table[i], thread_counts[k] };
        g_autofree char *path = g_strdup_printf ("/allocation/steps/%s/%u", run_table[i].name,
                                                 thread_counts[k]);

        g_test_add_data_func_full (path, g_memdup2 (&setup, sizeof setup), test_steps, g_free);
      }
  return g_test_run ();
}
