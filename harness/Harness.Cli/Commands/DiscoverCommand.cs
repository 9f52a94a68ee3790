using System.CommandLine;
using Harness.Asking;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Clusters.Choosing;
using Harness.Rbac.Objects;
using k8s;

namespace Harness.Cli.Commands;

/// <summary><c>discover</c>: what RBAC can name on a cluster, and what of it a subject is granted.</summary>
internal static class DiscoverCommand
{
    public static Command Create()
    {
        var verbs = new Option<bool>("--verbs") { Description = "show the verbs of each" };
        var subject = CommandOption.Text(
            "--granted-to", "subject", "only what this subject may do: serviceaccount:NS/NAME, group:NAME or user:NAME");
        var groups = GroupOption.Create();
        var ns = NamespaceOption.Create("namespace that --granted-to asks about (default: all at once)");
        var output = OutputOption.Create();
        var command = new Command("discover", "list the resources, sub-resources and verbs that RBAC can name")
        {
            verbs, subject, groups, ns, output,
        };
        var cluster = SettingOptions.OfCluster().AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var folders = Repository.Folders;
            var wanted = parsed.GetValue(subject) is { } text ? AccessSubject.Parse(text).With(parsed.GetValue(groups) ?? []) : null;
            if (wanted is null && parsed.GetValue(groups) is { Length: > 0 })
                throw HarnessException.BadInput("--as-group is for --granted-to: what RBAC can name does not depend on it");
            var asked = NamespaceOption.Of(parsed.GetValue(ns));
            if (asked is not null && wanted is null)
                throw HarnessException.BadInput("--namespace is for --granted-to: what RBAC can name does not depend on it");
            using var client = await ClusterClient.ConnectAsync(cluster.Read(parsed, folders).Cluster, stop);
            var (api, resources) = await AskAsync(client, wanted, asked ?? "", stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                Json.Write(new { SchemaVersion = 1, Resources = resources, api.Missing });
            else
                Show(resources, parsed.GetValue(verbs) || wanted is not null);
            foreach (var (group, reason) in api.Missing)
                Screen.Say($"could not ask group {group}: {reason}");
            return ExitCode.Of(api.Missing.Count == 0 ? Outcome.AsExpected : Outcome.Undecided);
        });
        return command;
    }

    private static async Task<(DiscoveredApi Api, IReadOnlyList<ApiResource> Resources)> AskAsync(
        Kubernetes client, AccessSubject? wanted, string ns, CancellationToken stop)
    {
        try
        {
            var api = await new ApiDiscovery(client).ListAsync(stop);
            return (api, wanted is null ? api.Resources : await new GrantedAccess(client).OfAsync(wanted, ns, api.Resources, stop));
        }
        catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
        {
            throw HarnessException.Undecided(
                $"{client.BaseUri.AbsoluteUri.TrimEnd('/')} answered at first, then stopped; is it still running?", late);
        }
    }

    private static void Show(IReadOnlyList<ApiResource> resources, bool withVerbs)
    {
        var rows = resources.Select(resource => (string[])
        [
            resource.GroupName, resource.Name, resource.Namespaced ? "namespaced" : "cluster",
            withVerbs ? string.Join(' ', resource.Verbs) : "",
        ]);
        foreach (var line in Columns.Lines([.. rows]))
            Screen.Result(line);
    }
}
