using Harness.Access;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using Harness.Waiting;
using Harness.Workloads.Admission;

namespace Harness.Scenarios.Admission;

/// <summary>
/// A guard, and beside it somebody who tells each caller what path admission was shown: a webhook that is asked before any policy, or the
/// guard itself where it is a webhook.
/// </summary>
internal sealed class WitnessedGuard : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly Scenario _scenario;
    private readonly GuardedConsumers _given;
    private readonly PathGuard _guard;
    private readonly PathGuard? _witness;

    private WitnessedGuard(Scenario scenario, GuardedConsumers given, PathGuard guard, PathGuard? witness) =>
        (_scenario, _given, _guard, _witness) = (scenario, given, guard, witness);

    /// <summary>What the guard is.</summary>
    public string Kind => _guard.Kind;

    /// <summary>Makes both, and waits until they are in force.</summary>
    public static async Task<WitnessedGuard> InForceAsync(Scenario s, GuardedConsumers given)
    {
        var (session, ns) = (s.Session, given.Hello.Namespace);
        var (admin, version) = (session.Cluster.Admin, KubernetesChange.VersionOf(session.Facts.KubernetesVersion));
        var hasPolicies = KubernetesChanges.AdmissionPolicies.HoldsOn(version);
        var made = hasPolicies
            ? new WitnessedGuard(
                s, given, PathGuard.ByPolicy(admin, given.Rules.Policies()), PathGuard.Witness(admin, session.Image, ns))
            : new WitnessedGuard(s, given, PathGuard.ByWebhook(admin, session.Image, ns, given.Rules, isAloud: true), null);
        try
        {
            if (made._witness is { } witness)
            {
                session.RemoveAtEnd($"{witness.Kind} for {ns}", witness);
                await witness.InstallAsync(s.Stop);
            }

            await given.InForceAsync(made._guard);
            await made.ToldAsync();
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>A hunt as a consumer.</summary>
    public async Task<PathHunt> HuntAsync(Consumer consumer) => new(
        _scenario.Session.Cluster.Api, await _scenario.TokenOfAsync(consumer),
        $"/api/v1/namespaces/{_given.Hello.Namespace}/services/{_given.Hello.Name}")
    {
        Mark = _guard.Mark,
        Hostname = _given.Hello.Pods.Keys.Single(),
    };

    public async ValueTask DisposeAsync()
    {
        await _guard.DisposeAsync();
        if (_witness is not null)
            await _witness.DisposeAsync();
    }

    /// <summary>API servers learn of the witness a moment later.</summary>
    private async Task ToldAsync()
    {
        var hunt = await HuntAsync(_given.Other);
        await new Condition("callers are told what path admission was shown", Deadline).WaitAsync(
            async ct => (await hunt.RunAsync(["/proxy/static/a"], ct)).Single() is { Shown: "/static/a" } ? Seen.Met(true)
                : Seen.NotYet<bool>("they are not"),
            _scenario.Stop);
    }
}
