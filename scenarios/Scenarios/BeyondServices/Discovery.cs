using Harness.Asking;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.BeyondServices;

/// <summary>What RBAC can name is what the API server serves, and it says so itself.</summary>
public sealed class Discovery : ScenarioFixture
{
    [Test]
    [Claim("C22")]
    public Task Resources_subresources_and_verbs_can_be_listed() => ProveAsync("discovery", async s =>
    {
        var api = await new ApiDiscovery(s.Session.Cluster.Admin).ListAsync(s.Stop);

        s.Seen.ExpectEqual("services/proxy", "core services/proxy: create delete get patch update", Line("", "services/proxy"));
        s.Seen.ExpectEqual("pods/exec", "core pods/exec: create get", Line("", "pods/exec"));
        s.Seen.ExpectEqual("deployments/scale", "apps deployments/scale: get patch update", Line("apps", "deployments/scale"));
        s.Seen.ExpectEqual("groups that could not be asked", "", string.Join(", ", api.Missing.Select(pair => $"{pair.Key}: {pair.Value}")));
        var withoutVerbs = api.Resources.Where(resource => resource.Verbs.Count == 0).Select(resource => resource.ToString());
        s.Seen.ExpectEqual("resources without verbs", "", string.Join(", ", withoutVerbs));
        s.Seen.Measure("resources and sub-resources", api.Resources.Count, "");

        string? Line(string group, string name) =>
            api.Resources.FirstOrDefault(resource => resource.ApiGroup == group && resource.Name == name)?.ToString();
    });
}
