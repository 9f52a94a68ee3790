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

        ExpectLine("", "services/proxy", "core services/proxy: create delete get patch update");
        ExpectLine("", "pods/exec", "core pods/exec: create get");
        ExpectLine("apps", "deployments/scale", "apps deployments/scale: get patch update");
        var missing = string.Join(", ", api.Missing.Select(pair => $"{pair.Key}: {pair.Value}"));
        s.Seen.ExpectEqual("groups that could not be asked", "", missing, undecided: missing.Length > 0 ? "they were not asked" : null);
        var withoutVerbs = api.Resources.Where(resource => resource.Verbs.Count == 0).Select(resource => resource.ToString());
        s.Seen.ExpectEqual("resources without verbs", "", string.Join(", ", withoutVerbs));
        s.Seen.Measure("resources and sub-resources", api.Resources.Count, "");

        void ExpectLine(string group, string name, string line) => s.Seen.ExpectEqual(
            name,
            line,
            api.Resources.FirstOrDefault(resource => resource.ApiGroup == group && resource.Name == name)?.ToString(),
            undecided: api.Missing.GetValueOrDefault(group));
    });
}
