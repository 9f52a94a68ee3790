using Harness.Rbac.Findings;

namespace Harness.Tests.Rbac.Findings;

/// <summary>
/// The samples in ../Samples: what is wrong with each is written in its first line, and what is to be found in its expected.json.
/// </summary>
internal sealed class SampleCatalogueTests
{
    private static IReadOnlyList<RbacSample> Samples => RbacSample.All;

    private static IEnumerable<string> Kinds => FindingRules.All.Select(rule => rule.Id);

    [TestCaseSource(nameof(Samples))]
    public void A_sample_has_exactly_the_findings_that_it_says(RbacSample sample) =>
        sample.Found().ShouldBe(sample.Expected, ignoreOrder: true);

    [TestCaseSource(nameof(Kinds))]
    public void Every_kind_of_finding_has_a_sample(string kind) =>
        Samples.Any(sample => sample.Expected.Any(finding => finding.Rule == kind)).ShouldBeTrue(kind);

    [TestCaseSource(nameof(Samples))]
    public void A_sample_says_in_its_first_line_what_is_wrong(RbacSample sample)
    {
        var first = File.ReadLines(Path.Combine(sample.Folder, "manifests", "rbac.yaml")).First();

        first.ShouldStartWith("# ");
        first.StartsWith("# Nothing", StringComparison.Ordinal).ShouldBe(sample.Expected.All(finding => finding.Accepted));
    }

    [Test]
    public void There_are_enough_of_both()
    {
        Samples.Count(sample => sample.Expected.Any(finding => !finding.Accepted)).ShouldBeGreaterThanOrEqualTo(40);
        Samples.Count(sample => sample.Expected.All(finding => finding.Accepted)).ShouldBeGreaterThanOrEqualTo(5);
    }
}
