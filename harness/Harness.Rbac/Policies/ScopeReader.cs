using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Reads what a policy is about: its namespaces, and what it says of all that it does not list there.</summary>
internal static class ScopeReader
{
    private const string Closed = "closed";
    private const string Open = "open";

    /// <summary>The namespaces.</summary>
    public static IReadOnlyList<string> Namespaces(FieldReader scope) => PolicyNames.Labels(
        scope.Only("namespaces", "world", "resources"), "namespaces", "namespace", scope.RequiredTexts(
            "namespaces", "list the namespaces in which whatever is not allowed is forbidden"));

    /// <summary>What it judges there.</summary>
    public static PolicyScope Read(FieldReader scope, InputProblems problems)
    {
        if (IsOpen(scope))
        {
            if (scope.Has("resources"))
            {
                scope.Refuse(
                    "resources", "is given, but in an open world nothing is judged that is not listed; remove it, or world: open");
            }

            return PolicyScope.Open;
        }

        if (!scope.Has("resources"))
            return PolicyScope.Proxies;
        var items = scope.Values("resources");
        if (items.Count == 0 && !problems.Any)
            scope.Refuse("resources", "is empty; leave it out for the proxies of services, pods and nodes");
        var read = items.Select((item, i) => (At: item.Location, Resource: ScopeResourceReader.Read(item, i, problems)))
            .Where(one => one.Resource is not null).Select(one => (one.At, one.Resource!)).ToList();
        FindTwice(scope, read);
        return new PolicyScope(PolicyWorld.Closed, [.. read.Select(one => one.Item2)]);
    }

    private static bool IsOpen(FieldReader scope)
    {
        var world = scope.Text("world");
        if (world is not (null or Closed or Open))
            scope.Refuse("world", $"is {Quoted.Of(world)}; write {Closed} (the default: what is not allowed is forbidden) or {Open}");
        return world == Open;
    }

    /// <summary>A resource has one entry with all of its verbs: which of two counts nobody could say at a glance.</summary>
    private static void FindTwice(FieldReader scope, List<(SourceLocation At, ScopeResource Resource)> all)
    {
        var first = new Dictionary<(string, string), SourceLocation>();
        foreach (var (at, resource) in all)
        {
            if (!first.TryAdd((resource.ApiGroup, resource.Resource), at))
                scope.Problem(at, $"{resource.Resource} is in this list already; make one entry of both, with all of its verbs");
        }

        if (all.Count > 1 && all.Find(one => one.Resource is { IsEverything: true, Verbs.Count: 0 }).At is { } every)
            scope.Problem(every, "\"*\" stands for all others; write it alone, or leave it out");
    }
}
