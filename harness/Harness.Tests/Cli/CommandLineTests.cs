using Harness.Processes;
using Harness.Tests.Images;
using Harness.Tests.Support;

namespace Harness.Tests.Cli;

/// <summary>The program itself, as run.sh starts it, up to where it would need a cluster.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class CommandLineTests
{
    [TestCase("who-can")]
    [TestCase("explain")]
    [TestCase("diff")]
    public async Task Help_speaks_of_previews_only_where_there_are_any(string command) =>
        (await HarnessProgram.RunAsync([command, "--help"])).Output.ShouldNotContain("preview");

    [TestCase("unknown command \"tset\"; did you mean test? (./run.sh --help lists all)", "tset")]
    [TestCase("unknown option \"--fitler\"; did you mean --filter? (./run.sh --help lists all)", "--fitler", "C10")]
    [TestCase("unknown option \"--k3simage\"; did you mean --k3s-image? (./run.sh up --help lists all)", "up", "--k3simage")]
    [TestCase("--no-install is for ./run.sh, which takes it for itself: the program", "doctor", "--no-install")]
    [TestCase("unknown command \"kubernetes\" (./run.sh --help lists all)", "kubernetes")]
    [TestCase("up starts a cluster of its own; for an existing one give --kubeconfig to the other commands", "up", "--kubeconfig", "f")]
    [TestCase("there is no claim C100 (claims: C1, C2, ", "--filter", "C100")]
    [TestCase("there is no claim c100 (claims: C1, C2, ", "test", "c100")]
    [TestCase("claim C18 has no scenario: the quick benchmark measures it; run ./run.sh bench", "--filter", "C18")]
    [TestCase("claim C18 has no scenario: the quick benchmark measures it; run ./run.sh bench", "test", "C18")]
    [TestCase("the filter \"Grnats\" matches no scenario; did you mean Grants?", "--filter", "Grnats")]
    [TestCase("the browser /no/such/browser (--browser, HARNESS_BROWSER) is not a file; ", "--browser", "/no/such/browser")]
    [TestCase("the browser /no/such/browser (--browser, HARNESS_BROWSER) is not a file; ", "test", "--browser", "/no/such/browser")]
    [TestCase("--dry-run is for existing clusters: give --kubeconfig FILE", "--dry-run")]
    [TestCase("bench puts load on the cluster; on an existing cluster allow that with --load", "bench", "--kubeconfig", "/no/such/file")]
    [TestCase("--context, --older-than and --allow-plain-http need --kubeconfig FILE", "down", "--older-than", "0m")]
    [TestCase("--context, --older-than and --allow-plain-http need --kubeconfig FILE", "down", "--allow-plain-http")]
    [TestCase("--load is for an existing cluster, and up starts one of its own: omit it", "up", "--load")]
    [TestCase("--cluster is about a cluster, and only manifests are asked: omit it, or add --with-live",
        "who-can", "GET", "services/x", "--manifests", ".", "--cluster", "k3s")]
    [TestCase("--kubernetes-version says what manifests are meant for, and a cluster is asked, which has a version of its own: omit it",
        "who-can", "GET", "services/x", "--kubernetes-version", "1.30")]
    [TestCase("--kubernetes-version says what manifests are meant for, and a cluster is asked, which has a version of its own: omit it",
        "who-can", "GET", "services/x", "--kubernetes-version", "1.30", "--manifests", ".", "--with-live")]
    [TestCase("--kubernetes-version says what manifests are meant for, and a cluster is asked, which has a version of its own: omit it",
        "diff", "--from", "live", "--to", ".", "--kubernetes-version", "1.30")]
    [TestCase("--kubernetes-version says what manifests are meant for, and a cluster is asked, which has a version of its own: omit it",
        "validate", "--policy", "p.yaml", "--kubernetes-version", "1.30")]
    [TestCase("--kubernetes-version says what manifests are meant for, and a cluster is asked, which has a version of its own: omit it",
        "validate", "--policy", "p.yaml", "--kubernetes-version", "1.30", "--manifests", ".", "--with-live")]
    [TestCase("--seed is for --profile standard and nightly; the quick profile has its own rungs, ", "bench", "--seed", "1")]
    [TestCase("--rungs is for --profile standard and nightly; ", "bench", "--rungs", "proxy")]
    [TestCase("--rungs prox: not one of ", "bench", "--profile", "standard", "--rungs", "direct,prox")]
    [TestCase("--parts alternative: not one of ", "bench", "--profile", "standard", "--parts", "ladder,alternative")]
    [TestCase("--parts is for --profile standard and nightly; ", "bench", "--parts", "ladder")]
    [TestCase("--compare-kubernetes /tmp/ twice", "bench", "--compare-kubernetes", "/tmp/", "/tmp")]
    [TestCase("--dry-run is for existing clusters; ", "bench", "--compare-kubernetes", "built-in", "/x", "--dry-run")]
    [TestCase("--rungs is for the ladder, ", "bench", "--profile", "standard", "--parts", "side-effects", "--rungs", "proxy")]
    [TestCase("--parts is for hello-app: ", "bench", "--service", "web/shop", "--parts", "ladder", "--kubeconfig", "/x", "--load")]
    [TestCase("--concurrency is for --profile standard and nightly; ", "bench", "--profile", "quick", "--concurrency", "8")]
    [TestCase("--path is for --service NS/NAME", "bench", "--path", "/x")]
    [TestCase("--agents 1: not a whole number from 2 to 500", "bench", "--agents", "1")]
    [TestCase("--rungs does not go with --agents", "bench", "--agents", "4", "--rungs", "proxy")]
    [TestCase("--plan does not go with --agents", "bench", "--agents", "4", "--plan", "/no/such/file")]
    [TestCase("--concurrency 8: each of 9 agents needs a connection at least", "bench", "--agents", "9", "--concurrency", "8,32")]
    [TestCase("bench puts load on the cluster; ", "bench", "--agents", "4", "--kubeconfig", "/no/such/file")]
    [TestCase("--service shop: not NAMESPACE/SERVICE or", "bench", "--service", "shop", "--kubeconfig", "/no/such/file", "--load")]
    [TestCase("--service is on a cluster that is there already: give --kubeconfig FILE", "bench", "--service", "web/shop")]
    [TestCase("bench puts load on the cluster; ", "bench", "--service", "web/shop", "--kubeconfig", "/no/such/file")]
    [TestCase("--method POST may change what the service keeps, thousands of times over; allow that with --may-change-data",
        "bench", "--service", "web/shop", "--method", "post", "--kubeconfig", "/no/such/file", "--load")]
    [TestCase("--body /no/such/file cannot be read: ", "bench", "--service", "web/shop", "--body", "/no/such/file")]
    [TestCase("--rungs is for hello-app: ", "bench", "--service", "web/shop", "--rungs", "proxy", "--kubeconfig", "/x", "--load")]
    [TestCase("--direct-url http://192.0.2.1 is not on loopback; if you may put load on it, say so with --i-own-this-target",
        "bench", "--service", "web/shop", "--direct-url", "http://192.0.2.1", "--kubeconfig", "/no/such/file", "--load")]
    [TestCase("--direct-url ftp://x: not an http:// or https:// address",
        "bench", "--service", "web/shop", "--direct-url", "ftp://x", "--kubeconfig", "/no/such/file", "--load")]
    [TestCase("--concurrency 0: not a whole number from 1 to 1024", "bench", "--profile", "standard", "--concurrency", "8,0")]
    [TestCase("--seed -1: not a whole number from 0 to 2147483647", "bench", "--profile", "nightly", "--seed", "-1")]
    [TestCase("--compare-kubernetes built-in twice: name two", "bench", "--compare-kubernetes", "built-in", "built-in")]
    [TestCase("--compare-kubernetes /none: no folder", "bench", "--compare-kubernetes", "built-in", "/none")]
    [TestCase("--kubernetes does not go with ", "bench", "--compare-kubernetes", "built-in", "/none", "--kubernetes", "/")]
    [TestCase("--profile does not go with --compare-kubernetes", "bench", "--compare-kubernetes", "built-in", "/none", "--profile", "soak")]
    [TestCase("--compare-kubernetes goes with neither ", "bench", "--compare-kubernetes", "built-in", "/x", "--plan", "p")]
    [TestCase("--duration is for --profile soak; ", "bench", "--duration", "10m")]
    [TestCase("--duration is for --profile soak; ", "bench", "--profile", "standard", "--duration", "10m")]
    [TestCase("--duration 1m: not a time from 2m to 24h", "bench", "--profile", "soak", "--duration", "1m")]
    [TestCase("--duration 25h: not a time from 2m to 24h", "bench", "--profile", "soak", "--duration", "25h")]
    [TestCase("--duration 9999999999h: not a time", "bench", "--profile", "soak", "--duration", "9999999999h")]
    [TestCase("--duration 10: not a time", "bench", "--profile", "soak", "--duration", "10")]
    [TestCase("--seed is for --profile standard and nightly; the soak profile", "bench", "--profile", "soak", "--seed", "1")]
    [TestCase("--duration does not go with --plan", "bench", "--plan", "plan.yaml", "--duration", "10m")]
    [TestCase("--profile weekly: not one of quick, standard, nightly, soak", "bench", "--profile", "weekly")]
    [TestCase("--older-than 2x: not a time such as 90m, 2h or 1d", "down", "--kubeconfig", "/no/such/file", "--older-than", "2x")]
    [TestCase("there is no run \"no-such-run-of-mine-at-all\"", "report", "no-such-run-of-mine-at-all")]
    public async Task Wrong_input_is_named_with_the_nearest_word_and_ends_with_2(string complaint, params string[] arguments)
    {
        var (exitCode, output, error) = await HarnessProgram.RunAsync(arguments);

        error.ShouldContain($"error: {complaint}");
        error.ShouldNotContain("   at ");
        output.ShouldBeEmpty();
        exitCode.ShouldBe(2);
    }

    [Test]
    public async Task A_filter_that_matches_nothing_leaves_the_results_of_earlier_tests_alone()
    {
        var results = Directory.CreateTempSubdirectory("harness-tests-");
        try
        {
            var earlier = Path.Combine(results.FullName, "tests.trx");
            await File.WriteAllTextAsync(earlier, "x");

            var (exitCode, _, _) = await HarnessProgram.RunAsync(["test", "c100", "--results", results.FullName]);

            exitCode.ShouldBe(2);
            File.Exists(earlier).ShouldBeTrue();
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    [TestCase("validate")]
    [TestCase("generate")]
    [TestCase("who-can")]
    [TestCase("explain")]
    [TestCase("diff")]
    [TestCase("test", Description = "says nothing of an engine that it did not use")]
    public async Task Help_is_given_without_what_a_command_cannot_do_without(string command)
    {
        var (exitCode, output, error) = await HarnessProgram.RunAsync([command, "--help"], ("HARNESS_ENGINE", "ours"));

        error.ShouldBeEmpty();
        output.ShouldContain($"{command} ");
        exitCode.ShouldBe(0);
    }

    [Test]
    public async Task A_wrong_value_in_the_environment_is_named_and_ends_with_2()
    {
        var (exitCode, _, error) = await HarnessProgram.RunAsync(["bench"], ("HARNESS_CLUSTER", "minikube"));

        error.ShouldContain("error: HARNESS_CLUSTER=minikube: not one of auto, existing, k3s, offline");
        exitCode.ShouldBe(2);
    }

    [Test]
    public async Task A_wrong_value_of_an_option_ends_with_2()
    {
        var (exitCode, _, error) = await HarnessProgram.RunAsync(["--cluster", "minikube"]);

        error.ShouldContain("minikube");
        exitCode.ShouldBe(2);
    }

    [Test]
    public async Task Where_no_engine_answers_it_ends_with_3()
    {
        var (exitCode, _, error) = await HarnessProgram.RunAsync(["engine"], ("DOCKER_HOST", "unix:///nowhere/docker.sock"));

        error.ShouldContain("error: no container engine answers");
        exitCode.ShouldBe(3);
    }

    [Test]
    public async Task A_server_that_is_not_reached_is_named_in_one_line_and_ends_with_3()
    {
        var server = new UriBuilder("https", "127.0.0.1", LoopbackServer.RefusedPort()).Uri;

        var (exitCode, output, error) = await DiscoverAsync($$"""
            {"current-context": "c", "clusters": [{"name": "c", "cluster": {"server": "{{server}}"} }],
             "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"} }],
             "users": [{"name": "u", "user": {"token": "secret"} }] }
            """);

        error.ShouldMatch($@"\Aerror: {server.AbsoluteUri.TrimEnd('/')} \(kubeconfig .*\) cannot be reached: .*\z");
        output.ShouldBeEmpty();
        exitCode.ShouldBe(3);
    }

    [TestCase("a:\n\tb: [", "a tab is used as indentation")]
    [TestCase("a: [", "is not valid YAML")]
    [TestCase("", "is not a kubeconfig")]
    [TestCase("[1, 2]", "is not a kubeconfig")]
    public async Task A_broken_kubeconfig_is_named_in_one_line_and_ends_with_2(string kubeconfig, string complaint)
    {
        var (exitCode, output, error) = await DiscoverAsync(kubeconfig);

        error.ShouldMatch($@"\Aerror: .*{complaint}.*\z");
        output.ShouldBeEmpty();
        exitCode.ShouldBe(2);
    }

    [Test]
    public async Task Help_is_a_result()
    {
        var (exitCode, output, error) = await HarnessProgram.RunAsync(["--help"]);

        output.ShouldContain("--filter");
        output.ShouldContain("Exit codes: 0 all as expected");
        error.ShouldBeEmpty();
        exitCode.ShouldBe(0);
    }

    [Test]
    public async Task Help_on_up_offers_nothing_that_is_about_existing_clusters()
    {
        var (_, output, _) = await HarnessProgram.RunAsync(["up", "--help"]);

        output.ShouldContain("--k3s-image");
        foreach (var option in (string[])["--kubeconfig", "--context", "--allow-plain-http", "--load"])
            output.ShouldNotContain(option);
    }

    private static async Task<ProcessOutcome> DiscoverAsync(string kubeconfig)
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch["kubeconfig"], kubeconfig);
        return await HarnessProgram.RunAsync(["discover", "--kubeconfig", scratch["kubeconfig"]]);
    }
}
