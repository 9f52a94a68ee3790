using Harness.Access;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Walkthrough;

/// <summary>
/// Breaks the grant on purpose and runs the walkthrough's own checks on it: each must fail and name what is wrong.
/// A check that cannot fail proves nothing.
/// </summary>
public sealed class BrokenGrants : ScenarioFixture
{
    [Test]
    [Claim("C11")]
    public Task Another_resource_name_is_caught() => ProveAsync("broken", async s =>
    {
        var trial = await TryAsync(s, consumer => Grant.ServiceProxy(consumer, $"{consumer.Name}-broken", ["hello-app-2"], ["get"]));

        ExpectCaught(s, trial, "a call with the role: greeting", "cannot get resource \"services/proxy\"");
    });

    [Test]
    [Claim("C11")]
    public Task A_missing_binding_is_caught() => ProveAsync("broken", async s =>
    {
        var trial = await TryAsync(s, _ => null);

        ExpectCaught(s, trial, "a call with the role: greeting", "cannot get resource \"services/proxy\"");
    });

    [Test]
    [Claim("C12")]
    public Task An_extra_verb_is_caught() => ProveAsync("broken", async s =>
    {
        var trial = await TryAsync(
            s, consumer => Grant.ServiceProxy(consumer, $"{consumer.Name}-broken", ["hello-app"], ["get", "create"]));

        ExpectCaught(s, trial, "POST to the granted service: verdict", "200");
    });

    [Test]
    [Claim("C12")]
    public Task A_missing_list_of_names_is_caught() => ProveAsync("broken", async s =>
    {
        var trial = await TryAsync(s, consumer => Grant.ServiceProxy(consumer, $"{consumer.Name}-broken", [], ["get"]));

        ExpectCaught(s, trial, "another service's proxy: verdict", "200");
        ExpectCaught(s, trial, "spelled hello-app:8080: verdict", "200");
    });

    private static async Task<Scenario> TryAsync(Scenario s, Func<Consumer, Grant?> breakIt)
    {
        var (hello, neighbour) = await s.SharedHelloAsync();
        var consumer = await s.ConsumerAsync("consumer");
        var client = await s.ClientForAsync(consumer);
        if (breakIt(consumer) is { } grant)
            await s.Session.Grants.ApplyAsync(grant, s.Stop);

        var trial = s.Trial();
        await GrantChecks.TheGrantedCallIsAnsweredAsync(trial, client, hello);
        await GrantChecks.EveryOtherDoorIsShutAsync(trial, client, hello, neighbour, hello with { Namespace = "default" });
        return trial;
    }

    private static void ExpectCaught(Scenario s, Scenario trial, string subject, string evidence)
    {
        var caught = trial.Seen.Differing.FirstOrDefault(observation => observation.Subject == subject);
        s.Seen.Expect(
            $"the check \"{subject}\" fails", $"fails, with \"{evidence}\" as evidence", caught?.Evidence ?? "it passed",
            caught?.Evidence?.Contains(evidence, StringComparison.Ordinal) == true,
            undecided: caught is not null && trial.Seen.IsUndecided(caught) ? "the check itself decided nothing" : null);
    }
}
