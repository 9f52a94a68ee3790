using Harness.Processes;
using Harness.Waiting;

namespace Harness.Tests.Cli;

/// <summary>who-can, explain and diff on manifests, as run.sh starts them.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AccessCommandTests
{
    private const string Call = "/api/v1/namespaces/shop/services/hello-app/proxy/";

    [Test]
    public async Task Who_can_names_the_subject_the_way_and_the_line()
    {
        using var manifests = new GrantFolder();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["who-can", "GET", "services/hello-app", "-n", "shop", "--manifests", manifests.Folder]);

        var line = output.Split('\n').Single(line => line.StartsWith("serviceaccount:shop/consumer ", StringComparison.Ordinal));
        line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(
            ["serviceaccount:shop/consumer", "RoleBinding shop/hello → Role shop/hello", "get on services/proxy named hello-app",
                $"{manifests.File}:5"]);
        exitCode.ShouldBe(0);
    }

    [Test]
    public async Task Nobody_is_no_answer_while_a_role_is_not_known()
    {
        using var manifests = new GrantFolder(role: "helo");

        var (exitCode, output, error) = await HarnessProgram.RunAsync(
            ["who-can", "POST", "services/hello-app", "-n", "shop", "--manifests", manifests.Folder]);

        output.ShouldContain("nobody else as far as the roles are known\n");
        error.ShouldContain("Role shop/helo is not among the manifests, so it is not known what RoleBinding shop/hello allows: give those "
            + "that have it with another --manifests");
        exitCode.ShouldBe(3);
    }

    [Test]
    public async Task A_side_that_is_not_there_is_named_and_not_the_other()
    {
        using var manifests = new GrantFolder();

        var (exitCode, _, error) = await HarnessProgram.RunAsync(["diff", "--from", manifests.Folder, "--to", "nosuch"]);

        error.ShouldContain("\"nosuch\" is no file or folder, and was taken for a git revision of");
        exitCode.ShouldBe(2);
    }

    [Test]
    public async Task Nobody_is_an_answer_where_every_role_is_known()
    {
        using var manifests = new GrantFolder();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["who-can", "POST", "services/hello-app", "-n", "shop", "--manifests", manifests.Folder]);

        output.ShouldStartWith("nobody else\n");
        exitCode.ShouldBe(0);
    }

    [Test]
    public async Task Whom_the_API_server_asks_nobody_about_may_do_anything_and_it_is_said_why()
    {
        using var manifests = new GrantFolder();
        string[] files = ["-n", "shop", "--manifests", manifests.Folder];
        const string why = "always: the API server asks no authorizer about system:masters";

        var explained = await HarnessProgram.RunAsync(["explain", "group:system:masters", "DELETE", Call, .. files]);
        var listed = await HarnessProgram.RunAsync(["who-can", "DELETE", "services/hello-app", .. files]);

        (explained.ExitCode, listed.ExitCode).ShouldBe((0, 0));
        explained.Output.ShouldContain($"allowed by {why}");
        listed.Output.ShouldContain(why);
    }

    [TestCase("1.34", 0, "serviceaccount:shop/consumer")]
    [TestCase("v1.20.2+k3s1", 0, "serviceaccount:shop/consumer")]
    [TestCase("1.19", 2, "only those of 1.20 to 1.36")]
    [TestCase("newest", 2, "write major and minor, e.g. 1.36")]
    public async Task Manifests_are_read_as_meant_for_a_version_of_Kubernetes(string version, int code, string said)
    {
        using var manifests = new GrantFolder();

        var (exitCode, output, error) = await HarnessProgram.RunAsync(
            ["who-can", "GET", "services/hello-app", "-n", "shop", "--manifests", manifests.Folder, "--kubernetes-version", version]);

        exitCode.ShouldBe(code);
        (output + error).ShouldContain(said);
    }

    [TestCase(0, "allowed by RoleBinding shop/hello → Role shop/hello", "GET", Call)]
    [TestCase(0, "allowed by RoleBinding shop/hello → Role shop/hello", "HEAD", "https://10.0.0.1:6443" + Call + "?a=b")]
    [TestCase(1, "but it allows get, not create", "POST", Call)]
    [TestCase(1, "resourceNames must be spelled as the URL is", "GET", "/api/v1/namespaces/shop/services/hello-app:8080/proxy/")]
    [TestCase(
        1, "it holds in namespace shop only, not in bank", "GET",
        "/k8s/clusters/c-1/api/v1/namespaces/bank/services/hello-app/proxy/")]
    public async Task Explain_says_by_what_a_call_is_allowed_or_why_not(int code, string said, string method, string url)
    {
        using var manifests = new GrantFolder();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["explain", "serviceaccount:shop/consumer", method, url, "--manifests", manifests.Folder]);

        output.ShouldContain(said);
        exitCode.ShouldBe(code);
    }

    [Test]
    public async Task A_role_that_the_manifests_leave_to_the_cluster_leaves_it_undecided()
    {
        using var manifests = new GrantFolder(role: "elsewhere");

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["explain", "serviceaccount:shop/consumer", "GET", Call, "--manifests", manifests.Folder]);
        var another = await HarnessProgram.RunAsync(["explain", "jane", "GET", Call, "--manifests", manifests.Folder]);

        output.ShouldContain("may or may not");
        exitCode.ShouldBe(3);
        another.ExitCode.ShouldBe(1, "the binding is not of jane's");
    }

    [TestCase("--with-live needs --manifests", "who-can", "get", "pods", "--with-live")]
    [TestCase("--exclude needs --manifests", "validate", "--policy", "x", "--exclude", "a")]
    [TestCase(
        "--preview makes a cluster of the manifests alone", "validate", "--policy", "x", "--manifests", "y", "--preview", "--with-live")]
    [TestCase("did you mean serviceaccount:shop/x?", "explain", "sa:shop/x", "GET", Call)]
    [TestCase("\"GETT\" is not an HTTP method", "explain", "jane", "GETT", Call)]
    [TestCase("did you mean /api?", "explain", "jane", "GET", "/apy/v1/pods")]
    [TestCase("is neither a URL", "explain", "jane", "GET", "pods")]
    [TestCase("no client sends what stands behind a #", "explain", "jane", "GET", "https://10.0.0.1:6443" + Call + "?a=b#")]
    [TestCase("\"serviceaccount:shop\" is not a subject", "explain", "serviceaccount:shop", "GET", Call)]
    [TestCase("did you mean services?", "who-can", "GET", "servicse/hello-app")]
    [TestCase("has too many parts", "who-can", "GET", "services/hello-app/x/y")]
    [TestCase("contradict each other", "who-can", "get", "pods", "-A", "-n", "shop")]
    [TestCase("a namespace's name has lower-case letters", "who-can", "get", "pods", "-n", "a/b")]
    [TestCase("a namespace's name has lower-case letters", "validate", "--policy", "x", "-n", "Shop")]
    [TestCase("--namespace is for --granted-to", "discover", "-n", "shop")]
    [TestCase("--namespace has an empty value", "who-can", "get", "pods", "-n", "")]
    [TestCase("--kubeconfig has an empty value", "validate", "--policy", "x", "--kubeconfig", "")]
    [TestCase("subject has an empty value", "explain", "", "GET", Call)]
    [TestCase("--probe-methods GTE: give some of GET, HEAD", "validate", "--policy", "x", "--probe", "--probe-methods", "GTE")]
    [TestCase("\"@x\" is neither live nor a folder", "diff", "--from", "@x", "--to", "live")]
    [TestCase("unknown option \"--bogus\"", "check", "--", "--bogus")]
    [TestCase("there is nothing to compare", "diff", "--from", "live", "--to", "live")]
    [TestCase("for a git revision, name the folder in it: --path DIR", "diff", "--from", "no-such-revision", "--to", "live")]
    public async Task Bad_input_ends_with_2(string complaint, params string[] arguments)
    {
        var (exitCode, output, error) = await HarnessProgram.RunAsync(arguments);

        error.ShouldContain(complaint);
        output.ShouldBeEmpty();
        exitCode.ShouldBe(2);
    }

    [Test]
    public async Task An_unreachable_cluster_decides_nothing()
    {
        using var manifests = new GrantFolder();
        var kubeconfig = Path.Combine(manifests.Folder, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, $$$"""
            {"apiVersion": "v1", "kind": "Config", "current-context": "c",
             "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}],
             "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:{{{Support.LoopbackServer.RefusedPort()}}}"}}],
             "users": [{"name": "u", "user": {"token": "t"}}]}
            """);

        string[] cluster = ["--kubeconfig", kubeconfig, "--allow-plain-http"];
        (await HarnessProgram.RunAsync(["who-can", "get", "pods", .. cluster])).ExitCode.ShouldBe(3);
        (await HarnessProgram.RunAsync(["explain", "jane", "GET", Call, .. cluster])).ExitCode.ShouldBe(3);
    }

    [Test]
    public async Task Diff_tells_access_gained_since_a_revision_and_none_for_a_rewritten_text()
    {
        using var manifests = new GrantFolder();
        await GitAsync(manifests, "init", "-q");
        await GitAsync(manifests, "add", ".");
        await GitAsync(manifests, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "first");
        manifests.Write(comment: "# moved down a line\n");

        var same = await HarnessProgram.RunAsync(["diff", "--from", "HEAD", "--to", manifests.Folder]);
        manifests.Write(verbs: "get, create");
        var changed = await HarnessProgram.RunAsync(["diff", "--from", "HEAD", "--to", manifests.Folder]);

        (same.ExitCode, same.Output.TrimEnd()).ShouldBe((0, "no difference in access"));
        changed.Output.TrimEnd().ShouldBe(
            "+  serviceaccount:shop/consumer  create services/proxy \"hello-app\" in namespace shop  "
            + $"RoleBinding shop/hello → Role shop/hello  {manifests.File}:5");
        changed.ExitCode.ShouldBe(1);
    }

    [Test]
    public async Task A_diff_that_is_interrupted_leaves_no_manifests_behind()
    {
        using var manifests = new GrantFolder();
        // A git that takes its time once the folder is there.
        var git = manifests.Script(
            "git", $"case $3 in rev-parse) echo {manifests.Folder};; *) : > {manifests.Folder}/begun; exec sleep 60;; esac");
        using var stop = new CancellationTokenSource();
        var running = HarnessProgram.RunAsync(
            ["diff", "--from", "HEAD", "--to", manifests.Folder],
            [("TMPDIR", manifests.Folder), ("PATH", $"{Path.GetDirectoryName(git)}:{Environment.GetEnvironmentVariable("PATH")}")],
            stop.Token);
        await new Condition("git was asked for an archive", TimeSpan.FromSeconds(30)).WaitAsync(
            _ => Task.FromResult(File.Exists($"{manifests.Folder}/begun") ? Seen.Met(true) : Seen.NotYet<bool>("not yet")),
            CancellationToken.None);

        await stop.CancelAsync(); // asks the program to end, as the system does

        await Should.ThrowAsync<OperationCanceledException>(running);
        Directory.GetDirectories(manifests.Folder, "harness-manifests-*").ShouldBeEmpty();
    }

    private static async Task GitAsync(GrantFolder manifests, params string[] arguments) =>
        (await ProcessRunner.RunAsync("git", ["-C", manifests.Folder, .. arguments])).ExitCode.ShouldBe(0);
}
