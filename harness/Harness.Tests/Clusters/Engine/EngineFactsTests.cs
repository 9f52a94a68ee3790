using Docker.DotNet.Models;
using Harness.Clusters.Engine;

namespace Harness.Tests.Clusters.Engine;

internal sealed class EngineFactsTests
{
    [TestCase("windows", "x86_64", "", "it runs windows containers")]
    [TestCase("linux", "x86_64", "name=seccomp,profile=builtin|name=rootless|name=cgroupns", "it runs without root")]
    [TestCase("linux", "riscv64", "", "its machine is riscv64, and the offline node is built here for ")]
    public void What_cannot_run_a_node_is_refused_with_what_can(string os, string architecture, string options, string why)
    {
        var facts = EngineFacts.Of("Podman", Info(os, architecture, options));

        var refusal = Should.Throw<HarnessException>(() => facts.EnsureRunsNodes(isBuiltHere: true));

        refusal.Kind.ShouldBe(FailureKind.Undecided);
        refusal.Message.ShouldStartWith($"this container engine (Podman) cannot run a node: {why}");
        refusal.Message.ShouldEndWith("--kubeconfig FILE uses a cluster that you have");
    }

    [Test]
    public void An_image_that_is_not_built_here_may_be_for_another_machine() =>
        EngineFacts.Of("Docker", Info("linux", "riscv64", "")).EnsureRunsNodes(isBuiltHere: false);

    [TestCase("name=seccomp,profile=builtin")]
    [TestCase("name=seccomp,profile=rootless")]
    public void An_engine_of_root_on_a_machine_like_this_one_runs_nodes(string options)
    {
        var here = Harness.Images.Platform.OfThisMachine().Architecture == "amd64" ? "x86_64" : "aarch64";

        EngineFacts.Of("Docker", Info("linux", here, options)).EnsureRunsNodes(isBuiltHere: true);
        EngineFacts.Of("Docker", new SystemInfoResponse()).EnsureRunsNodes(isBuiltHere: true);
    }

    [TestCase("2", true)]
    [TestCase("1", false)]
    [TestCase(null, false)]
    public void Which_cgroups_its_machine_has_is_told_by_the_engine(string? version, bool unified) =>
        EngineFacts.Of("Docker", new SystemInfoResponse { CgroupVersion = version }).HasUnifiedCgroups.ShouldBe(unified);

    private static SystemInfoResponse Info(string os, string architecture, string options) => new()
    {
        OSType = os,
        Architecture = architecture,
        SecurityOptions = [.. options.Split('|', StringSplitOptions.RemoveEmptyEntries)],
    };
}
