using Harness.Processes;
using Harness.Tests.Images;

namespace Harness.Tests.Cli;

/// <summary>Names that would hide others, options where no command gets them, and an output that takes nothing.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class HostileUseTests
{
    [TestCase("table")]
    [TestCase("json")]
    public async Task No_name_hides_another(string format)
    {
        using var folder = Manifests();
        string[] names = ["-----BEGIN A-----", "mallory", "zz-----END A-----", "a password="];
        var subjects = string.Join(", ", names.Select(name => $$"""{kind: User, apiGroup: rbac.authorization.k8s.io, name: "{{name}}"}"""));
        await File.WriteAllTextAsync(folder["more.yaml"], $$"""
            {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: more, namespace: shop},
             roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: hello}, subjects: [{{subjects}}]}
            """);

        var (_, output, _) = await HarnessProgram.RunAsync(
            ["who-can", "GET", "services/hello-app", "-n", "shop", "--manifests", folder.Root, "--output", format]);

        names.ShouldAllBe(name => output.Contains(name));
    }

    [TestCase("--dry-run stands before down", "--dry-run", "down")]
    [TestCase("--kubeconfig stands before who-can", "--kubeconfig", "x", "who-can", "get", "pods")]
    public async Task An_option_that_the_command_would_not_get_is_refused(string complaint, params string[] arguments)
    {
        var (exitCode, _, error) = await HarnessProgram.RunAsync(arguments);

        error.ShouldContain(complaint);
        exitCode.ShouldBe(2);
    }

    [Test]
    public async Task A_full_disk_behind_standard_output_is_no_bug()
    {
        using var folder = Manifests();
        var program = $"dotnet {Path.Combine(AppContext.BaseDirectory, "Harness.Cli.dll")} who-can get pods --manifests {folder.Root}";

        var (exitCode, _, error) = await ProcessRunner.RunAsync("sh", ["-c", $"{program} >/dev/full"]);

        error.ShouldContain("error: standard output cannot be written: ");
        exitCode.ShouldBe(3);
    }

    private static Scratch Manifests()
    {
        var folder = new Scratch();
        folder.Write("role.yaml", """
            {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: hello, namespace: shop},
             rules: [{apiGroups: [""], resources: [services/proxy], verbs: [get]}]}
            """);
        return folder;
    }
}
