using Harness.Checks;
using Harness.Clusters.Engine;
using Harness.Images;

namespace Harness.Tests.Checks;

internal sealed class EngineChecksTests
{
    [TestCase("windows", false, "it runs windows containers")]
    [TestCase("linux", true, "it runs without root")]
    public void An_engine_that_cannot_run_a_node_fails_the_check_with_the_reason(string os, bool isRootless, string why)
    {
        var check = EngineChecks.Nodes(new EngineFacts("Docker", 0, os, Here, isRootless));

        check.State.ShouldBe(CheckState.Failure);
        check.Found.ShouldStartWith($"cannot run: {why}");
        check.Advice.ShouldBe(EngineFacts.WaysOut);
    }

    [Test]
    public void On_a_machine_of_another_architecture_only_the_offline_node_cannot_run()
    {
        var check = EngineChecks.Nodes(new EngineFacts("Docker", 0, "linux", "riscv64", IsRootless: false));

        check.State.ShouldBe(CheckState.Warning);
        check.Found.ShouldStartWith("the offline one cannot run: its machine is riscv64");
    }

    [Test]
    public void An_engine_of_root_on_a_machine_like_this_one_is_fine() =>
        EngineChecks.Nodes(new EngineFacts("Docker", 0, "linux", Here, IsRootless: false)).State.ShouldBe(CheckState.Ok);

    private static string Here => Platform.OfThisMachine().Architecture;
}
