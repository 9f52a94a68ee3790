using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Tests;

internal sealed class VersionTextTests
{
    [TestCase("built-in", "v1.20.2", "v1.20.2 (built-in)")]
    [TestCase("v1.36.3", "v1.36.3", "v1.36.3")]
    [TestCase("1.36.3", "v1.36.3", "v1.36.3")]
    [TestCase("patched", "v1.36.3", "v1.36.3 (patched)")]
    public void What_was_asked_for_is_named_where_it_says_more_than_the_version(string asked, string version, string text) =>
        VersionText.Of(new ComparedVersion(asked, version, null)).ShouldBe(text);

    [Test]
    public void Two_builds_of_one_version_are_told_apart()
    {
        var rounds = SampleVersions.Benchmark.Versions!.Rounds;

        VersionText.Short(new(new("built-in", "v1.36.3", null), new("patched", "v1.36.3", null), rounds))
            .ShouldBe(("v1.36.3 (built-in) (A)", "v1.36.3 (patched) (B)"));
        VersionText.Short(new(new("built-in", "v1.20.2", null), new("v1.36.3", "v1.36.3", null), rounds))
            .ShouldBe(("v1.20.2", "v1.36.3"));
    }

    [Test]
    public void A_report_names_both_versions_at_its_head_and_among_its_facts()
    {
        var report = Rendering.Of(new MarkdownReport(), SampleRun.Good with { Benchmarks = [SampleVersions.Benchmark] });

        report.ShouldContain("Kubernetes A: v1.20.2 (built-in); B: v1.36.2 (v1.36&lt;b&gt;) (two clusters side by side), 2026");
        report.ShouldContain("| Kubernetes | A: v1.20.2 (built-in); B: v1.36.2 (v1.36&lt;b&gt;) |");
        report.ShouldContain("| Node image | A: `harness.local/node:1 (sha256:1)`<br>B: `harness.local/node:2 (sha256:2)` |");
    }
}
