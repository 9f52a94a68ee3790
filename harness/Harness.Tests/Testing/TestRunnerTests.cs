using Harness.Testing;
using Harness.Tests.Images;

namespace Harness.Tests.Testing;

internal sealed class TestRunnerTests
{
    [Test]
    public void A_folder_for_results_that_is_a_file_is_bad_input()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("results", "");

        var refusal = Should.Throw<HarnessException>(() => TestRunner.Prepare(file));

        refusal.Kind.ShouldBe(FailureKind.BadInput);
        refusal.Message.ShouldStartWith($"--results {file}: ");
    }
}
