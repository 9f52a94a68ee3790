namespace Harness.Tests.Cli;

/// <summary>Folders whose files do not say what will be in force: no command takes them for the answer.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class UndecidedManifestsTests
{
    private const string Call = "/api/v1/namespaces/shop/services/hello-app/proxy/";

    [TestCase(".harnessignore", "hello.yaml", "what is left out by ")]
    [TestCase("kustomization.yaml", "namespace: other", "what a kustomization makes of its files is not known")]
    public async Task What_files_do_not_tell_is_undecided_for_every_command(string file, string text, string why)
    {
        using var manifests = new GrantFolder();
        File.WriteAllText(Path.Combine(manifests.Folder, file), text);
        File.WriteAllText(Path.Combine(manifests.Folder, "account.yaml"), "{apiVersion: v1, kind: Namespace, metadata: {name: hello}}");
        var policy = Path.Combine(manifests.Folder, "policy.txt");
        const string denyAll =
            "{apiVersion: harness/v1, kind: AccessPolicy, metadata: {name: p}, spec: {scope: {namespaces: [hello]}, consumers: []}}";
        File.WriteAllText(policy, denyAll);
        string[] files = ["--manifests", manifests.Folder];

        foreach (var command in new string[][]
        {
            ["who-can", "GET", "services/hello-app", "-n", "shop", .. files],
            ["explain", "serviceaccount:shop/consumer", "GET", Call, .. files],
            ["explain", "serviceaccount:shop/consumer", "POST", Call, .. files],
            ["diff", "--from", manifests.Folder, "--to", manifests.Folder + "/"],
            ["diff", "--from", manifests.Folder, "--to", manifests.Folder + "/", "--output", "json"],
            ["validate", "--policy", policy, .. files],
        })
        {
            var (exitCode, output, error) = await HarnessProgram.RunAsync(command);

            (output + error).ShouldContain(why);
            if (command.Contains("json"))
                output.ShouldContain(why);
            exitCode.ShouldBe(3, $"{command[0]}: {output}{error}");
        }
    }

    [TestCase("account.yaml", 3)]
    [TestCase("account.yaml, hello.yaml", 0)]
    public async Task What_a_kustomization_does_not_list_lets_no_call_through_for_certain(string listed, int expected)
    {
        using var manifests = new GrantFolder();
        File.WriteAllText(Path.Combine(manifests.Folder, "kustomization.yaml"), $"resources: [{listed}]");
        File.WriteAllText(Path.Combine(manifests.Folder, "account.yaml"), "{apiVersion: v1, kind: Namespace, metadata: {name: hello}}");
        string[] files = ["--manifests", manifests.Folder];

        foreach (var output in new[] { "table", "json" })
        {
            var (exitCode, said, error) = await HarnessProgram.RunAsync(
                ["explain", "serviceaccount:shop/consumer", "GET", Call, "--output", output, .. files]);

            exitCode.ShouldBe(expected, said + error);
            (said + error).Contains("whether this is applied is not known: RoleBinding shop/", StringComparison.Ordinal)
                .ShouldBe(expected == 3, said + error);
        }

        (await HarnessProgram.RunAsync(["explain", "serviceaccount:shop/consumer", "POST", Call, .. files])).ExitCode.ShouldBe(1);
    }
}
