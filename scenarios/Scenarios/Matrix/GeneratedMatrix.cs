using System.Diagnostics;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Matrix;

/// <summary>Every identity by every method, target and spelling: the API server's answer compared with the documentation.</summary>
public sealed class GeneratedMatrix : ScenarioFixture
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Test]
    [Claim("C7")]
    [Claim("C10")]
    [Claim("C11")]
    [Claim("C12")]
    [Claim("C13")]
    [Claim("C14")]
    public Task Every_cell_of_the_matrix_is_answered_as_the_documentation_says() => ProveAsync("matrix", async s =>
    {
        s.RequireLoad("thousands of calls, as fast as they are answered");
        var clock = Stopwatch.StartNew();
        var places = await Places.PrepareAsync(s);
        var callers = await new Callers(s, places).PrepareAsync();
        var anonymous = callers.Single(caller => caller.Key.Shows == Credential.NoToken).Value;
        var traits = await Asking.TraitsAsync(anonymous, s.Session.Facts.KubernetesVersion, s.Stop);
        var prepared = clock.Elapsed;

        var seen = await Asking.AllAsync(callers, places, new Oracle(traits), s.Stop);

        var asked = clock.Elapsed - prepared;
        foreach (var missing in Dimensions.Identities.Where(identity => !callers.ContainsKey(identity)))
            s.Seen.Expect($"{missing}", "left out where the node's signing key cannot be read", "left out", true);
        MatrixRecord.Write(s.Seen, seen);
        s.Seen.Measure("cells asked", seen.Count, "");
        s.Seen.Measure("preparing the matrix", prepared.TotalSeconds, "s");
        s.Seen.Measure("asking all cells", asked.TotalSeconds, "s");
        s.Seen.Measure("time allowed for asking all cells", Longest.TotalSeconds, "s");
    });
}
