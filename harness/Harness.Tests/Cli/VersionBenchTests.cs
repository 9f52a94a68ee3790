namespace Harness.Tests.Cli;

/// <summary>What two versions are refused for before the first cluster is started.</summary>
internal sealed class VersionBenchTests
{
    [TestCase("/etc: it does not hold kube-apiserver", "built-in", "/etc")]
    [TestCase("/etc/passwd: it ", "/etc/passwd", "built-in")]
    public async Task Either_has_to_hold_the_programs(string complaint, string a, string b)
    {
        var (exitCode, _, error) = await HarnessProgram.RunAsync(["bench", "--compare-kubernetes", a, b]);

        error.ShouldContain($"error: --compare-kubernetes {complaint}");
        exitCode.ShouldBe(2);
    }
}
