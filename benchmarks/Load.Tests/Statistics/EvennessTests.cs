using Harness.Load.Statistics;

namespace Harness.Load.Tests.Statistics;

/// <summary>Pearson's test, held against published values.</summary>
public sealed class EvennessTests
{
    /// <summary>Critical values of NIST/SEMATECH's e-Handbook, 1.3.6.7.4, and the closed forms for 2 and 4 degrees of freedom.</summary>
    [TestCase(3.841, 1, 0.05, 1e-4)]
    [TestCase(5.991, 2, 0.05, 1e-4)]
    [TestCase(13.816, 2, 0.001, 1e-5)]
    [TestCase(11.070, 5, 0.05, 1e-4)]
    [TestCase(124.342, 100, 0.05, 1e-4)]
    [TestCase(0, 3, 1, 1e-12)]
    [TestCase(200, 2, 3.720075976020836e-44, 1e-56)]
    public void P_is_the_distributions_upper_tail(double chiSquare, int degreesOfFreedom, double p, double tolerance) =>
        Evenness.P(chiSquare, degreesOfFreedom).ShouldBe(p, tolerance);

    /// <summary>Wikipedia's example, "Pearson's chi-squared test": a die thrown 60 times. p is that of R's chisq.test.</summary>
    [Test]
    public void A_loaded_die_is_found()
    {
        var test = Evenness.Of([5, 8, 9, 8, 10, 20])!;

        (test.ChiSquare, test.DegreesOfFreedom).ShouldBe((13.4, 5));
        test.P.ShouldBe(0.0199052203, 1e-9);
    }

    [Test]
    public void A_fair_choice_fails_about_once_in_a_hundred_at_1_percent()
    {
        var random = new Random(1);

        var small = Enumerable.Range(0, 2_000).Count(_ =>
        {
            var counts = new long[3];
            for (var i = 0; i < 600; i++)
                counts[random.Next(3)]++;
            return Evenness.Of(counts)!.P < 0.01;
        });

        (small / 2_000.0).ShouldBeInRange(0.005, 0.016);
    }

    [Test]
    public void One_pod_or_no_answer_has_nothing_to_test()
    {
        Evenness.Of([7]).ShouldBeNull();
        Evenness.Of([0, 0]).ShouldBeNull();
    }
}
