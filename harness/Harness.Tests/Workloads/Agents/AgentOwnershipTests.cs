using Harness.Tests.Support;
using static Harness.Tests.Workloads.Agents.TwoAgents;

namespace Harness.Tests.Workloads.Agents;

/// <summary>Agents are sent the run's key, so that only pods of the run's own making count as agents.</summary>
internal sealed class AgentOwnershipTests
{
    [TestCase("another-job", true)]
    [TestCase(OfJob, false)]
    public async Task A_pod_that_the_Job_does_not_control_is_no_agent_whatever_its_labels(string owner, bool isController)
    {
        using var api = Started(request => (request.Method, request.Path) switch
        {
            ("GET", Pods) => List(Running(0), Pod(1, "theirs", Serving, owner, isController)),
            ("GET", "/api/v1/namespaces/team-a/events") => ApiAnswer.Text("""{"items":[]}"""),
            _ => null,
        });

        (await NotReadyAsync(api, isJob: true)).ShouldEndWith("last seen: agent 1 has no pod");
        api.Calls.ShouldNotContain(call => call.Contains("theirs", StringComparison.Ordinal));
    }

    [Test]
    public async Task A_plain_pod_that_was_not_made_here_is_no_agent_whatever_its_labels()
    {
        var made = 0;
        using var api = Started(request => (request.Method, request.Path) switch
        {
            ("GET", Pods) => List(
                [Running(0, "theirs"), Running(1, "theirs"), .. made == 2 ? new[] { Running(0), Running(1) } : []]),
            ("POST", Pods) => ApiAnswer.Text(Running(made++)),
            _ => null,
        });
        using var admin = api.Client();
        var agents = await StartAsync(admin, isJob: false);

        (await agents.ReadyAsync(default)).Select(agent => agent.Pod).ShouldBe(["load-agent-0-x", "load-agent-1-x"]);
    }
}
