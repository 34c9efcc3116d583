// The choice of images against NumPy's.
// SPDX-License-Identifier: MIT

#include "dataset/subset.h"
#include "reference/random.h"
#include "reference/sum.h"

/* The lecture's: numpy.random.seed(2021); numpy.random.choice(60000, 500). */
static void
test_lecture (void)
{
  static const guint32 expected[] = { 25716, 27989, 6201, 17536, 2669, 20318, 22486, 30764 };
  g_autofree guint32 *indices = dh_subset_choose (60000, 500, TRUE, 2021);

  g_assert_cmpmem (indices, sizeof expected, expected, sizeof expected);
}

static void
test_as_numpy (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (numpy_choices); row++)
    {
      guint32 k = numpy_choices[row].k;
      g_autofree guint32 *indices = dh_subset_choose (numpy_choices[row].n, k,
                                                      numpy_choices[row].replacement,
                                                      numpy_choices[row].seed);

      for (guint i = 0; i < MIN (k, G_N_ELEMENTS (numpy_choices[row].first)); i++)
        g_assert_cmpuint (indices[i], ==, numpy_choices[row].first[i]);
      assert_sum (indices, k, numpy_choices[row].sum);
    }
}

static void
test_all_in_order (void)
{
  for (gboolean replacement = FALSE; replacement <= TRUE; replacement++)
    {
      g_autofree guint32 *indices = dh_subset_choose (1000, 0, replacement, 5);

      for (guint i = 0; i < 1000; i++)
        g_assert_cmpuint (indices[i], ==, i);
    }
}

static void
test_more_than_there_are (void)
{
  g_autofree guint32 *indices = dh_subset_choose (3, 1000, TRUE, 0);
  guint counts[3] = { 0 };

  for (guint i = 0; i < 1000; i++)
    {
      g_assert_cmpuint (indices[i], <, 3);
      counts[indices[i]]++;
    }
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (counts[i], >, 250);
}

static void
test_impossible (void)
{
  g_assert_null (dh_subset_choose (0, 0, TRUE, 0));
  g_assert_null (dh_subset_choose (0, 1, TRUE, 0));
  g_assert_null (dh_subset_choose (3, 4, FALSE, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subset/lecture", test_lecture);
  g_test_add_func ("/subset/as-numpy", test_as_numpy);
  g_test_add_func ("/subset/all-in-order", test_all_in_order);
  g_test_add_func ("/subset/more-than-there-are", test_more_than_there_are);
  g_test_add_func ("/subset/impossible", test_impossible);
  return g_test_run ();
}
