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
        using var manifests = new Manifests();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["who-can", "GET", "services/hello-app", "-n", "shop", "--manifests", manifests.Folder]);

        output.TrimEnd().ShouldBe(
            "serviceaccount:shop/consumer  RoleBinding shop/hello → Role shop/hello  "
            + $"get on services/proxy named hello-app  {manifests.File}:5");
        exitCode.ShouldBe(0);
    }

    [Test]
    public async Task Nobody_is_no_answer_while_a_role_is_not_known()
    {
        using var manifests = new Manifests(role: "helo");

        var (exitCode, output, error) = await HarnessProgram.RunAsync(
            ["who-can", "POST", "services/hello-app", "-n", "shop", "--manifests", manifests.Folder]);

        output.TrimEnd().ShouldBe("nobody as far as the roles are known");
        error.ShouldContain("RoleBinding shop/hello refers to Role helo, which is not among the manifests");
        exitCode.ShouldBe(3);
    }

    [Test]
    public async Task Nobody_is_an_answer_where_every_role_is_known()
    {
        using var manifests = new Manifests();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["who-can", "POST", "services/hello-app", "-n", "shop", "--manifests", manifests.Folder]);

        output.TrimEnd().ShouldBe("nobody");
        exitCode.ShouldBe(0);
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
        using var manifests = new Manifests();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["explain", "serviceaccount:shop/consumer", method, url, "--manifests", manifests.Folder]);

        output.ShouldContain(said);
        exitCode.ShouldBe(code);
    }

    [Test]
    public async Task A_role_that_the_manifests_leave_to_the_cluster_leaves_it_undecided()
    {
        using var manifests = new Manifests(role: "elsewhere");

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["explain", "serviceaccount:shop/consumer", "GET", Call, "--manifests", manifests.Folder]);
        var another = await HarnessProgram.RunAsync(["explain", "jane", "GET", Call, "--manifests", manifests.Folder]);

        output.ShouldContain("may or may not");
        exitCode.ShouldBe(3);
        another.ExitCode.ShouldBe(1, "the binding is not of jane's");
    }

    [TestCase("serviceaccount:shop/consumer")]
    [TestCase("system:serviceaccount:shop:consumer")]
    [TestCase("user:system:serviceaccount:shop:consumer")]
    public async Task Explain_takes_the_spellings_of_who_can_and_of_kubectl(string subject)
    {
        using var manifests = new Manifests();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(["explain", subject, "GET", Call, "--manifests", manifests.Folder]);

        output.ShouldStartWith("serviceaccount:shop/consumer may get");
        exitCode.ShouldBe(0);
    }

    [Test]
    public async Task A_users_groups_are_what_is_said_of_them()
    {
        using var manifests = new Manifests(subject: "{kind: Group, name: admins}");

        var alone = await HarnessProgram.RunAsync(["explain", "user:jane", "GET", Call, "--manifests", manifests.Folder]);
        var member = await HarnessProgram.RunAsync(
            ["explain", "user:jane", "GET", Call, "--as-group", "devs", "--as-group", "admins", "--manifests", manifests.Folder]);

        alone.ExitCode.ShouldBe(1);
        alone.ErrorTail.ShouldContain("members of admins may: which groups user:jane is in is not known here; name them with --as-group");
        (member.ExitCode, member.ErrorTail).ShouldBe((0, ""));
    }

    [Test]
    public async Task Who_can_is_asked_about_a_path_too()
    {
        using var manifests = new Manifests();
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

        output.TrimEnd().ShouldBe($"user:scraper  ClusterRoleBinding metrics → ClusterRole metrics  get on /metrics  {file}:4");
        exitCode.ShouldBe(0);
    }

    [Test]
    public async Task Several_manifests_are_one_and_what_is_left_out_of_them_is_said()
    {
        using var one = new Manifests();
        using var other = new Manifests(role: "elsewhere");
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

    [TestCase("--with-live needs --manifests", "who-can", "get", "pods", "--with-live")]
    [TestCase("--exclude needs --manifests", "validate", "--policy", "x", "--exclude", "a")]
    [TestCase("--preview makes a cluster of the manifests alone", "validate", "--policy", "x", "--manifests", "y", "--preview", "--with-live")]
    [TestCase("did you mean serviceaccount:shop/x?", "explain", "sa:shop/x", "GET", Call)]
    [TestCase("\"GETT\" is not an HTTP method", "explain", "jane", "GETT", Call)]
    [TestCase("did you mean /api?", "explain", "jane", "GET", "/apy/v1/pods")]
    [TestCase("is neither a URL", "explain", "jane", "GET", "pods")]
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
        using var manifests = new Manifests();
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
        using var manifests = new Manifests();
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
        using var manifests = new Manifests();
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

    private static async Task GitAsync(Manifests manifests, params string[] arguments) =>
        (await ProcessRunner.RunAsync("git", ["-C", manifests.Folder, .. arguments])).ExitCode.ShouldBe(0);

    /// <summary>A folder with one grant in it.</summary>
    private sealed class Manifests : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-access-");

        private readonly string _subject;

        public Manifests(string role = "hello", string subject = "{kind: ServiceAccount, namespace: shop, name: consumer}")
        {
            _subject = subject;
            Write(role: role);
        }

        public string Folder => _folder.FullName;

        public string File => Path.Combine(Folder, "hello.yaml");

        public void Write(string role = "hello", string verbs = "get", string comment = "") => System.IO.File.WriteAllText(File, $$"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: hello, namespace: shop}
            rules:
            - {apiGroups: [""], resources: [services/proxy], resourceNames: [hello-app], verbs: [{{verbs}}]}
            ---
            {{comment}}apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: hello, namespace: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{role}}}
            subjects: [{{_subject}}]
            """);

        public string Script(string name, string body)
        {
            var path = Path.Combine(_folder.CreateSubdirectory("bin").FullName, name);
            System.IO.File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
            if (!OperatingSystem.IsWindows())
                System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            return path;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
