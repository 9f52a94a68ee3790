using Harness.Processes;
using Harness.Rbac.Loading;
using Harness.Tests.Images;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Cli;

/// <summary>The command <c>generate</c>, as run.sh starts it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GenerateCommandTests : IDisposable
{
    private readonly Scratch _folder = new();

    public GenerateCommandTests() => _folder.Write("access.yaml", PolicyText.Good);

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Without_a_folder_the_objects_are_the_result()
    {
        var (exitCode, output, error) = await RunAsync();

        (exitCode, error).ShouldBe((0, ""));
        _folder.Write("out.yaml", output);
        new ManifestSnapshot().Read(_folder["out.yaml"], CancellationToken.None).Roles.Count.ShouldBe(4);
    }

    [Test]
    public async Task A_service_whose_name_sounds_like_a_secret_is_no_secret()
    {
        _folder.Write("access.yaml", PolicyText.With("services: [hello-app, other]", "services: [reset-password, api-key]"));

        var (_, output, _) = await RunAsync();

        output.ShouldContain("\"https:reset-password:8080\"");
        output.ShouldNotContain(SecretMask.Masked);
    }

    [Test]
    public async Task Folders_are_written_again_only_where_nothing_is_lost()
    {
        (await RunAsync("--kustomize", _folder["base"], "--helm", _folder["chart"])).ExitCode.ShouldBe(0);
        _folder.Files().ShouldBe(
        [
            "access.yaml", "base/consumers/consumer.yaml", "base/consumers/jane.yaml", "base/kustomization.yaml",
            "chart/Chart.yaml", "chart/templates/consumers/consumer.yaml", "chart/templates/consumers/jane.yaml", "chart/values.yaml",
        ]);
        (await RunAsync("--kustomize", _folder["base"])).ExitCode.ShouldBe(0, "it is the same");
        _folder.Write("base/kustomization.yaml", "mine");

        var refused = await RunAsync("--kustomize", _folder["base"]);
        refused.ExitCode.ShouldBe(2);
        refused.ErrorTail.ShouldContain(
            $"error: {_folder["base"]} holds another kustomization.yaml; look at it, then give --force to write over it");
        File.ReadAllText(_folder["base/kustomization.yaml"]).ShouldBe("mine");
        (await RunAsync("--kustomize", _folder["base"], "--force")).ExitCode.ShouldBe(0);
        File.ReadAllText(_folder["base/kustomization.yaml"]).ShouldNotBe("mine");
    }

    [Test]
    public async Task Files_of_others_are_never_left_beside()
    {
        _folder.Write("base/role.yaml", "mine");

        var (exitCode, _, error) = await RunAsync("--kustomize", _folder["base"], "--force");

        (exitCode, File.Exists(_folder["base/kustomization.yaml"])).ShouldBe((2, false));
        error.ShouldContain("contains files that do not belong to these manifests: role.yaml");
    }

    [Test]
    public async Task A_bad_policy_is_told_with_its_places()
    {
        _folder.Write("access.yaml", PolicyText.With("methods: [GET, HEAD, POST]", "methods: [get]"));

        var (exitCode, output, error) = await RunAsync();

        (exitCode, output).ShouldBe((2, ""));
        error.ShouldContain($"error: {_folder["access.yaml"]}:12:17: \"get\" is not a method; did you mean GET?");
    }

    [TestCase("no access policy is given; name at least one with --policy FILE", "generate")]
    [TestCase(
        "unknown option \"--kustomise\"; did you mean --kustomize? (./run.sh generate --help lists all)",
        "generate", "--policy", "a.yaml", "--kustomise", "base")]
    public async Task A_wrong_command_line_is_named(string complaint, params string[] arguments)
    {
        var (exitCode, _, error) = await HarnessProgram.RunAsync(arguments);

        error.ShouldContain($"error: {complaint}");
        exitCode.ShouldBe(2);
    }

    private Task<ProcessOutcome> RunAsync(params string[] arguments) =>
        HarnessProgram.RunAsync(["generate", "--policy", _folder["access.yaml"], .. arguments]);
}
