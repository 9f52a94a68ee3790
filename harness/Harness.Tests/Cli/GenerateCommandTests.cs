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
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Harness.Cli.dll");
    private readonly Scratch folder = new();

    public GenerateCommandTests() => folder.Write("access.yaml", PolicyText.Good);

    public void Dispose() => folder.Dispose();

    [Test]
    public async Task Without_a_folder_the_objects_are_the_result()
    {
        var (exitCode, output, error) = await RunAsync();

        (exitCode, error).ShouldBe((0, ""));
        folder.Write("out.yaml", output);
        new ManifestSnapshot().Read(folder["out.yaml"], CancellationToken.None).Roles.Count.ShouldBe(4);
    }

    [Test]
    public async Task Folders_are_written_again_only_where_nothing_is_lost()
    {
        (await RunAsync("--kustomize", folder["base"], "--helm", folder["chart"])).ExitCode.ShouldBe(0);
        folder.Files().ShouldBe(
        [
            "access.yaml", "base/consumers/consumer.yaml", "base/consumers/jane.yaml", "base/kustomization.yaml",
            "chart/Chart.yaml", "chart/templates/consumers/consumer.yaml", "chart/templates/consumers/jane.yaml", "chart/values.yaml",
        ]);
        (await RunAsync("--kustomize", folder["base"])).ExitCode.ShouldBe(0, "it is the same");
        folder.Write("base/kustomization.yaml", "mine");

        var refused = await RunAsync("--kustomize", folder["base"]);
        refused.ExitCode.ShouldBe(2);
        refused.ErrorTail.ShouldContain($"error: {folder["base"]} holds another kustomization.yaml; look at it, then give --force to write over it");
        File.ReadAllText(folder["base/kustomization.yaml"]).ShouldBe("mine");
        (await RunAsync("--kustomize", folder["base"], "--force")).ExitCode.ShouldBe(0);
        File.ReadAllText(folder["base/kustomization.yaml"]).ShouldNotBe("mine");
    }

    [Test]
    public async Task Files_of_others_are_never_left_beside()
    {
        folder.Write("base/role.yaml", "mine");

        var (exitCode, _, error) = await RunAsync("--kustomize", folder["base"], "--force");

        (exitCode, File.Exists(folder["base/kustomization.yaml"])).ShouldBe((2, false));
        error.ShouldContain("holds files that are none of these manifests: role.yaml");
    }

    [Test]
    public async Task A_bad_policy_is_told_with_its_places()
    {
        folder.Write("access.yaml", PolicyText.With("methods: [GET, HEAD, POST]", "methods: [get]"));

        var (exitCode, output, error) = await RunAsync();

        (exitCode, output).ShouldBe((2, ""));
        error.ShouldContain($"error: {folder["access.yaml"]}:12:17: \"get\" is not a method; did you mean GET?");
    }

    [Test]
    public async Task A_folder_that_is_a_file_is_named()
    {
        var (exitCode, _, error) = await RunAsync("--kustomize", folder["access.yaml"]);

        exitCode.ShouldBe(2);
        error.ShouldContain($"error: {folder["access.yaml"]} cannot be written: ");
    }

    private Task<ProcessOutcome> RunAsync(params string[] arguments) =>
        ProcessRunner.RunAsync("dotnet", [Program, "generate", "--policy", folder["access.yaml"], .. arguments]);
}
