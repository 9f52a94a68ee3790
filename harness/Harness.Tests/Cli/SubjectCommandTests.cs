namespace Harness.Tests.Cli;

/// <summary>How who-can and explain are told whom, what and which files they are about.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SubjectCommandTests
{
    private const string Call = "/api/v1/namespaces/shop/services/hello-app/proxy/";

    [TestCase("serviceaccount:shop/consumer")]
    [TestCase("system:serviceaccount:shop:consumer")]
    [TestCase("user:system:serviceaccount:shop:consumer")]
    public async Task Explain_takes_the_spellings_of_who_can_and_of_kubectl(string subject)
    {
        using var manifests = new GrantFolder();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(["explain", subject, "GET", Call, "--manifests", manifests.Folder]);

        output.ShouldStartWith("serviceaccount:shop/consumer may get");
        exitCode.ShouldBe(0);
    }

    [Test]
    public async Task A_users_groups_are_what_is_said_of_them()
    {
        using var manifests = new GrantFolder(subject: "{kind: Group, name: admins}");

        var alone = await HarnessProgram.RunAsync(["explain", "user:jane", "GET", Call, "--manifests", manifests.Folder]);
        var member = await HarnessProgram.RunAsync(
            ["explain", "user:jane", "GET", Call, "--as-group", "devs", "--as-group", "admins", "--manifests", manifests.Folder]);

        alone.ExitCode.ShouldBe(1);
        alone.ErrorTail.ShouldContain(
            "members of system:masters, admins may: which groups user:jane is in is not known here; name them with --as-group");
        (member.ExitCode, member.ErrorTail).ShouldBe((0, ""));
    }

    [Test]
    public async Task Who_can_is_asked_about_a_path_too()
    {
        using var manifests = new GrantFolder();
        var file = Path.Combine(manifests.Folder, "paths.yaml");
        await File.WriteAllTextAsync(file, """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: metrics}
            rules: [{nonResourceURLs: [/metrics], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: metrics}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: metrics}
            subjects: [{kind: User, name: scraper}]
            """);

        var (exitCode, output, _) = await HarnessProgram.RunAsync(["who-can", "GET", "/metrics", "--manifests", file]);

        var line = output.Split('\n').Single(line => line.StartsWith("user:scraper ", StringComparison.Ordinal));
        line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(
            ["user:scraper", "ClusterRoleBinding metrics → ClusterRole metrics", "get on /metrics", $"{file}:4"]);
        exitCode.ShouldBe(0);
    }

    [Test]
    public async Task Several_manifests_are_one_and_what_is_left_out_of_them_is_said()
    {
        using var one = new GrantFolder();
        using var other = new GrantFolder(role: "elsewhere");
        await File.WriteAllTextAsync(Path.Combine(one.Folder, "values.yaml"), "a: 1");

        var both = await HarnessProgram.RunAsync(
            ["who-can", "GET", "services/hello-app", "-n", "shop", "--manifests", one.Folder, "--manifests", other.Folder]);
        var named = await HarnessProgram.RunAsync(
            ["who-can", "GET", "services/hello-app", "-n", "shop", "--manifests", one.Folder]);
        var excluded = await HarnessProgram.RunAsync(
            ["who-can", "GET", "services/hello-app", "-n", "shop", "--manifests", one.Folder, "--exclude", "values.yaml"]);

        both.ErrorTail.ShouldContain("RoleBinding shop/hello is at");
        both.ExitCode.ShouldBe(2);
        named.ErrorTail.ShouldContain($"not read, as they are no Kubernetes objects: 1: {Path.Combine(one.Folder, "values.yaml")}:1");
        excluded.ErrorTail.ShouldContain($"left out by --exclude values.yaml: {Path.Combine(one.Folder, "values.yaml")}");
        excluded.ExitCode.ShouldBe(0);
    }
}
