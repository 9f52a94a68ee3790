using Harness.Cli.Tests;
using Harness.Tests.Images;

namespace Harness.Tests.Cli;

internal sealed class TestRunTests
{
    [Test]
    public void A_folder_for_results_that_is_a_file_is_bad_input()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("results", "");

        var refusal = Should.Throw<HarnessException>(() => TestRun.PrepareResults(file));

        refusal.ExitCode.ShouldBe(ExitCode.BadInput);
        refusal.Message.ShouldStartWith($"--results {file}: ");
    }
}
