// Tells ThreadSanitizer what GLib's queues and locks put in order; loaded before the tests.
// SPDX-License-Identifier: MIT

/* GLib is not built with the sanitizer, so what a thread wrote before g_async_queue_push() looks
 * unordered to the thread that pops it. Suppressing libglib instead would hide every race: GLib
 * is in the stack of each thread it has started. */

#include <dlfcn.h>
#include <gio/gio.h>

void __tsan_acquire (void *address) __attribute__ ((weak));
void __tsan_release (void *address) __attribute__ ((weak));

static void
acquire (void *address)
{
  if (__tsan_acquire)
    __tsan_acquire (address);
}

static void
release (void *address)
{
  if (__tsan_release)
    __tsan_release (address);
}

#define REAL(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

void
g_async_queue_push (GAsyncQueue *queue, gpointer data)
{
  release (queue);
  REAL (g_async_queue_push) (queue, data);
}

void
g_async_queue_push_front (GAsyncQueue *queue, gpointer data)
{
  release (queue);
  REAL (g_async_queue_push_front) (queue, data);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  gpointer data = REAL (g_async_queue_pop) (queue);

  acquire (queue);
  return data;
}

gpointer
g_async_queue_try_pop (GAsyncQueue *queue)
{
  gpointer data = REAL (g_async_queue_try_pop) (queue);

  acquire (queue);
  return data;
}

gpointer
g_async_queue_timeout_pop (GAsyncQueue *queue, guint64 timeout)
{
  gpointer data = REAL (g_async_queue_timeout_pop) (queue, timeout);

  acquire (queue);
  return data;
}

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock) (mutex);
  acquire (mutex);
}

void
g_mutex_unlock (GMutex *mutex)
{
  release (mutex);
  REAL (g_mutex_unlock) (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  release (mutex);
  REAL (g_cond_wait) (cond, mutex);
  acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean signalled;

  release (mutex);
  signalled = REAL (g_cond_wait_until) (cond, mutex, end_time);
  acquire (mutex);
  return signalled;
}

static void
run_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTaskThreadFunc function = g_object_get_data (G_OBJECT (task), "tsan-glib");

  acquire (task);
  function (task, source, data, cancellable);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc function)
{
  g_object_set_data (G_OBJECT (task), "tsan-glib", (gpointer) function);
  release (task);
  REAL (g_task_run_in_thread) (task, run_task);
}

void
g_task_return_boolean (GTask *task, gboolean result)
{
  release (task);
  REAL (g_task_return_boolean) (task, result);
}

void
g_task_return_error (GTask *task, GError *error)
{
  release (task);
  REAL (g_task_return_error) (task, error);
}

gboolean
g_task_propagate_boolean (GTask *task, GError **error)
{
  gboolean result = REAL (g_task_propagate_boolean) (task, error);

  acquire (task);
  return result;
}
