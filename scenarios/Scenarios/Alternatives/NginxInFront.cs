using Harness.Results;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Alternatives;

/// <summary>nginx with htpasswd in front of an application that authenticates nobody: alone, and as a sidecar.</summary>
public sealed class NginxInFront : ScenarioFixture
{
    [Test]
    [Claim("C3")]
    public Task A_reverse_proxy_asks_for_a_password_but_the_application_behind_it_stays_open() => ProveAsync("proxy", async s =>
    {
        s.RequireOurImage();
        var hello = await s.HelloAppAsync();
        var guard = await Guard.StandAloneAsync(s, hello);

        var observed = await PasswordCheck.RunAsync(s, guard.Service.ClusterUrl!, guard.Credentials, Guard.Refusal);
        var past = Guard.Direct(hello.Pods.Values.Single());
        var direct = await s.CallAsync(past);

        s.Seen.ExpectStatus("past the proxy", past, direct, 200, "Hello, world!");
        s.Seen.Tell(AlternativeCatalogue.ReverseProxy, AlternativeCatalogue.WhoAuthenticates, $"nginx, with a password file: {observed}");
        s.Seen.Tell(
            AlternativeCatalogue.ReverseProxy, AlternativeCatalogue.StaysOpen,
            $"the application, to every pod: a direct call was answered {direct.Status}");
        s.Seen.Tell(
            AlternativeCatalogue.ReverseProxy, AlternativeCatalogue.CannotDo,
            "close the application to the rest of the cluster; grant consumers different access; revoke access without a new file");
    });

    [Test]
    [Claim("C4")]
    public Task A_sidecar_asks_for_a_password_and_leaves_no_other_way_to_the_application() => ProveAsync("sidecar", async s =>
    {
        s.RequireOurImage();
        var guard = await Guard.SidecarAsync(s);

        var observed = await PasswordCheck.RunAsync(s, guard.Service.ClusterUrl!, guard.Credentials, Guard.Refusal);
        var past = Guard.Direct(guard.Service.Pods.Values.Single()) with { IsPatient = false };
        var direct = await s.CallAsync(past);

        s.Seen.ExpectRefused("past the sidecar", past, direct);
        s.Seen.Tell(
            AlternativeCatalogue.Sidecar, AlternativeCatalogue.WhoAuthenticates, $"nginx in each pod, with a password file: {observed}");
        s.Seen.Tell(
            AlternativeCatalogue.Sidecar, AlternativeCatalogue.StaysOpen,
            direct.IsRefused
                ? "nothing: a direct call to the pod was refused a connection"
                : $"a direct call to the pod was answered {direct.Status}");
        s.Seen.Tell(
            AlternativeCatalogue.Sidecar, AlternativeCatalogue.CannotDo,
            "protect an application that cannot listen on loopback; leave the pods unchanged; grant consumers different access");
    });
}
