using Harness.Rbac.Policies;
using Harness.Tests.Cli;
using Harness.Tests.Rbac.Validation;

namespace Harness.Tests.Rbac.Policies;

/// <summary>What a policy denies by create and not by get, by which older versions of Kubernetes let the same through.</summary>
internal sealed class DoorsByGetTests
{
    private const string Exec = "deny: [{resource: pods/exec, verbs: [create]}]";
    private const string World = ", world: open";

    [TestCase(World, Exec, true)]
    [TestCase(World, "deny: [{resource: pods/attach, verbs: [create, delete]}]", true)]
    [TestCase(World, "deny: [{resource: pods/portforward, names: [web-0], verbs: [create]}]", true)]
    [TestCase(World, "deny: [{resource: pods/exec, verbs: [get, create]}]", false)]
    [TestCase(World, "deny: [{resource: pods/exec, verbs: [\"*\"]}]", false)]
    [TestCase(World, "deny: [{resource: pods/exec, verbs: [create]}, {resource: pods/exec, verbs: [get]}]", false)]
    [TestCase(World, "deny: [{resource: pods/exec, verbs: [create]}, {resource: pods/exec, names: [a], verbs: [get]}]", true)]
    [TestCase(World, "deny: [{resource: pods/exec, verbs: [create]}, {resource: pods/attach, verbs: [get]}]", true)]
    [TestCase(World, "deny: [{resource: pods/exec, verbs: [get]}]", false)]
    [TestCase(World, "deny: [{resource: pods/log, verbs: [create]}]", false)]
    [TestCase("", Exec, true, Description = "the proxies alone are closed")]
    [TestCase(", resources: [pods/exec]", Exec, false)]
    [TestCase(", resources: [\"*\"]", Exec, false)]
    [TestCase(", resources: [{resource: pods/exec, verbs: [create]}]", Exec, true)]
    [TestCase(", resources: [pods/exec]", $"allow: [{{resource: pods/exec, verbs: [get]}}], {Exec}", true)]
    public void It_is_told_where_get_is_left_open(string scope, string consumer, bool isTold)
    {
        var policy = AccessPolicyReader.Parse(
            "access.yaml", Validated.Policy(scope, $"consumers: [{Validated.Group("dev", consumer)}]"));

        DoorsByGet.NotesOf(policy).Count.ShouldBe(isTold ? 1 : 0);
    }

    [Test]
    public void What_a_group_must_not_its_certain_members_must_not()
    {
        var all = Validated.Group("all", "deny: [{resource: pods/exec, verbs: [get]}]", "system:authenticated");

        DoorsByGet.NotesOf(AccessPolicyReader.Parse(
            "access.yaml", Validated.Policy(World, $"consumers: [{Validated.Group("dev", Exec)}, {all}]"))).ShouldBeEmpty();
    }

    [Test]
    public async Task Validate_says_it_beside_the_rest_and_passes_as_before()
    {
        using var manifests = new GrantFolder();
        var policy = Path.Combine(manifests.Folder, "access.policy");
        await File.WriteAllTextAsync(policy, Validated.Policy(World, $"consumers: [{Validated.Group("dev", Exec)}]"));

        var (exitCode, output, error) = await HarnessProgram.RunAsync(
            ["validate", "--policy", policy, "--manifests", manifests.File]);

        output.ShouldContain($"{policy}:6: denies the consumer dev create on pods/exec and not get, by which the same is done by WebSocket "
            + "up to Kubernetes 1.34; write verbs: [get, create]", Case.Sensitive, error);
        exitCode.ShouldBe(0, error);
    }
}
