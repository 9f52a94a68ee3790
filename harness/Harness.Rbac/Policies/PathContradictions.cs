using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>
/// What a consumer cannot be allowed by path. RBAC knows methods and no paths, admission paths and no methods: what both let through is
/// each allowed method on each allowed path of a name, so a policy may not say less. Each entry is held against what was gathered of those
/// before it, never against each other: a consumer may have thousands.
/// </summary>
internal static class PathContradictions
{
    private const string ServicesProxy = "services/proxy";

    /// <summary>Finds them, also where a consumer's entries are of several policies.</summary>
    public static void Find(IReadOnlyList<PolicyConsumer> consumers, InputProblems problems)
    {
        foreach (var consumer in consumers.Where(one => one.Allow.Any(allowance => allowance.Paths.Count > 0)))
        {
            var proxied = consumer.Allow.Where(one => one is { ApiGroup: "", Resource: ServicesProxy })
                .OrderBy(one => one.Location.File, StringComparer.Ordinal)
                .ThenBy(one => one.Location.Line).ThenBy(one => one.Location.Column).ToList();
            List<PolicyAllowance> guarded = [.. proxied.Where(one => one.Paths.Count > 0)];
            PathRoom.FindTooLong(guarded, problems);
            FindFree(guarded, [.. proxied.Where(one => one.Paths.Count == 0)], problems);
            FindCrossed(guarded, problems);
        }
    }

    /// <summary>Finds entries that open a service as a whole of which others open single paths.</summary>
    private static void FindFree(List<PolicyAllowance> guarded, List<PolicyAllowance> free, InputProblems problems)
    {
        if (free.Count == 0)
            return;
        var services = new Dictionary<(string Namespace, string Service), PolicyAllowance>();
        var any = new Dictionary<string, (string Service, PolicyAllowance By)>();
        foreach (var (entry, ns, service) in from entry in guarded
                                             from service in entry.Names.Select(ServiceOf).Distinct()
                                             from ns in entry.Namespaces
                                             select (entry, ns, service))
        {
            services.TryAdd((ns, service), entry);
            any.TryAdd(ns, (service, entry));
        }

        foreach (var entry in free)
        {
            var same = entry.Names.Count == 0
                ? entry.Namespaces.Where(any.ContainsKey).Select(ns => any[ns])
                : from service in entry.Names.Select(ServiceOf)
                  from ns in entry.Namespaces
                  where services.ContainsKey((ns, service))
                  select (service, services[(ns, service)]);
            foreach (var (service, by) in same.Take(1))
            {
                problems.Add(entry.Location, $"allows {Quoted.Of(service)} without paths, and {by.Location} single paths of it: a service "
                    + "is open by its paths or as a whole; give this entry paths as well ([/*] for nearly all), or take them away there");
            }
        }
    }

    /// <summary>Finds entries that allow a name by other methods on other paths than one before them does.</summary>
    private static void FindCrossed(List<PolicyAllowance> guarded, InputProblems problems)
    {
        var before = new Dictionary<(string Namespace, string Name), Dictionary<string, EntriesOfMethods>>();
        foreach (var entry in guarded)
        {
            if (Crossed(entry, before) is var (name, by))
            {
                problems.Add(entry.Location, $"allows {Quoted.Of(name)} other methods on other paths than {by.Location} does: admission "
                    + "is not told the method, so each of them would be allowed on all these paths; give both the same methods or the "
                    + "same paths");
            }
        }
    }

    /// <summary>Adds an entry to those before it, and says with which of them it is at odds.</summary>
    private static (string Name, PolicyAllowance By)? Crossed(
        PolicyAllowance entry, Dictionary<(string Namespace, string Name), Dictionary<string, EntriesOfMethods>> before)
    {
        var (methods, paths) = (Key(entry.Verbs), Key(entry.Paths));
        (string Name, PolicyAllowance By)? found = null;
        foreach (var (name, ns) in from name in entry.Names from ns in entry.Namespaces select (name, ns))
        {
            if (!before.TryGetValue((ns, name), out var named))
                before[(ns, name)] = named = [];
            foreach (var others in found is null ? named.Where(one => one.Key != methods).Select(one => one.Value) : [])
                found ??= others.WithOther(paths) is { } by ? (name, by) : null;
            if (!named.TryAdd(methods, new EntriesOfMethods(entry, paths)))
                named[methods].Add(entry, paths);
        }

        return found;
    }

    private static string Key(IEnumerable<string> words) => string.Join('\n', words.Distinct().Order(StringComparer.Ordinal));

    private static string ServiceOf(string name) => ProxyName.Parse(name)?.Service ?? name;

    /// <summary>
    /// Entries of the same methods: the first, and the first with other paths. Whatever paths come later, one of the two differs if any
    /// does.
    /// </summary>
    private sealed class EntriesOfMethods(PolicyAllowance first, string paths)
    {
        private PolicyAllowance? _second;

        public void Add(PolicyAllowance entry, string itsPaths) => _second ??= itsPaths == paths ? null : entry;

        public PolicyAllowance? WithOther(string otherPaths) => otherPaths == paths ? _second : first;
    }
}
