using System.Text;
using Harness.Cli.Commands;
using Harness.Load.Agents;
using Harness.Load.Services;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Runs;
using Harness.Workloads.Agents;

namespace Harness.Tests.Cli;

/// <summary>What agents for a service of somebody's own make and need, said before.</summary>
internal sealed class ServiceAgentsPlanTests
{
    private static readonly RunSettings Guest = RunSettings.Default.With(Settings.Kubeconfig, "prod.yaml");

    [TestCase("GET", "get")]
    [TestCase("POST", "create")]
    [TestCase("OPTIONS", "*")]
    public void The_RBAC_that_it_prints_allows_what_is_needed_and_of_the_service_nothing_else(string method, string verb)
    {
        var rbac = new MemoryStream(Encoding.UTF8.GetBytes(Plan("web/shop:http", method).Rbac));
        var snapshot = new ManifestSnapshot().Read("rbac.yaml", rbac);
        var evaluator = new AccessEvaluator(snapshot);
        bool May(AccessQuestion question) =>
            evaluator.Decide(new AccessSubject("NAME-OF-THE-KUBECONFIGS-USER", ["system:authenticated"]), question).Allowed;

        var needed = new ServiceAgentPermissions("web", "shop:http", method).Needed;
        needed.Where(question => !May(question)).ShouldBeEmpty();
        needed.ShouldContain(new AccessQuestion("web", "", "services/proxy", "shop:http", verb));
        May(new AccessQuestion("web", "", "services/proxy", "shop", verb)).ShouldBeFalse();
        May(new AccessQuestion("other", "", "services/proxy", "shop:http", verb)).ShouldBeFalse();
        May(new AccessQuestion("other", RbacRole.ApiGroup, "roles", "", "create")).ShouldBeFalse();
        May(new AccessQuestion("web", "apps", "deployments", "", "create")).ShouldBeFalse();
    }

    [Test]
    public void Nothing_is_asked_for_that_the_cluster_or_the_options_make_needless()
    {
        var all = new ServiceAgentPermissions("web", "shop", "GET");

        Missing(all with { IsJob = true }).ShouldBe(["create pods in namespace harness-preflight"]);
        Missing(all with { IsJob = false }).ShouldBe(
            ["create jobs.batch in namespace harness-preflight", "delete jobs.batch in namespace harness-preflight"]);
        Missing(all with { LooksAtNodes = false }).ShouldBe(["list nodes cluster-wide"]);

        IEnumerable<string> Missing(ServiceAgentPermissions less) => all.Needed.Except(less.Needed).Select(one => one.ToString());
    }

    [Test]
    public void The_plan_says_what_is_made_where_and_how_much_is_loaded()
    {
        var plan = string.Join('\n', Plan("web/shop:http", "GET").Lines());

        plan.ShouldStartWith("on the cluster of prod.yaml, this run\n  creates one namespace harness-bench-*, and in it 2 pods ");
        plan.ShouldContain("in namespace web, a role and a role binding of the same name as that namespace: get services/proxy\n");
        plan.ShouldContain("\"shop:http\", for that service account;\n");
        plan.ShouldEndWith("with up to 8 requests in flight for 75 s (--load)");
    }

    [Test]
    public async Task A_dry_run_prints_the_plan_and_the_RBAC_and_asks_nobody()
    {
        var (exitCode, output, error) = await HarnessProgram.RunAsync(
            ["bench", "--service", "web/shop", "--agents", "1", "--kubeconfig", "/no/such/file", "--dry-run"]);

        (exitCode, error).ShouldBe((0, ""));
        output.ShouldContain("# on the cluster of /no/such/file, this run\n");
        output.ShouldContain("and in it a pod (of an Indexed Job");
        output.ShouldContain("with the port's name, if it has one");
        output.ShouldContain("kind: Role\n");
    }

    [TestCase("--agents 0: not a whole number from 1 to 500", "bench", "--agents", "0", "--service", "a/b", "--kubeconfig", "/x", "--load")]
    [TestCase("--service is on a cluster that is there already: ", "bench", "--agents", "1", "--service", "web/shop")]
    [TestCase("--direct-url does not go with --agents", "bench", "--agents", "1", "--service", "a/b", "--kubeconfig", "/x", "--load",
        "--direct-url", "http://127.0.0.1/")]
    [TestCase("--direct does not go with --agents", "bench", "--agents", "1", "--service", "a/b", "--kubeconfig", "/x", "--load",
        "--direct", "node")]
    [TestCase("--concurrency 2: each of 3 agents needs a connection", "bench", "--agents", "3", "--service", "a/b", "--kubeconfig", "/x",
        "--load", "--concurrency", "2")]
    [TestCase("--method POST may change what the service keeps", "bench", "--agents", "1", "--service", "a/b", "--kubeconfig", "/x",
        "--load", "--method", "POST")]
    public async Task What_does_not_go_together_is_refused_before_anybody_is_asked(string complaint, params string[] arguments)
    {
        var (exitCode, output, error) = await HarnessProgram.RunAsync(arguments);

        error.ShouldStartWith($"error: {complaint}");
        (exitCode, output).ShouldBe((2, ""));
    }

    private static ServiceAgentsPlan Plan(string service, string method) =>
        new(Guest, ServiceRequest.Parse(service, null, method, null), 2, AgentProfiles.OfService("quick", 2));
}
