using System.Globalization;
using System.Text.RegularExpressions;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Reads one entry of what a consumer may do, and puts it into RBAC's terms.</summary>
internal static partial class AllowanceReader
{
    private static readonly string[] OfServices = ["services", "ports", "scheme", "methods", "paths", "namespaces"];
    private static readonly string[] OfResources = ["resource", "apiGroup", "names", "verbs", "namespaces"];

    /// <summary>Reads it.</summary>
    /// <param name="entry">Its mapping.</param>
    /// <param name="scope">Namespaces of the policy.</param>
    /// <returns>The allowance; null when it is not clear what it is about.</returns>
    public static PolicyAllowance? Read(FieldReader entry, IReadOnlyList<string> scope)
    {
        if (entry.Has("services") == entry.Has("resource"))
        {
            entry.Refuse(entry.Has("services")
                ? "has services and resource; make two entries of it"
                : "has neither services nor resource; write services: [NAME] with methods, or resource: NAME with verbs");
            return null;
        }

        var namespaces = Namespaces(entry, scope);
        return entry.Has("services") ? Services(entry.Only(OfServices), namespaces) : Resource(entry.Only(OfResources), namespaces);
    }

    private static PolicyAllowance Services(FieldReader entry, IReadOnlyList<string> namespaces)
    {
        var services = PolicyNames.Labels(entry, "services", "service", entry.RequiredTexts("services", "name the services"));
        var methods = entry.RequiredTexts("methods", "list HTTP methods, e.g. methods: [GET]");
        var names = services.Where(KubernetesName.IsLabel).SelectMany(service => Spellings(entry, service));
        return new PolicyAllowance("", "services/proxy", [.. names], PolicyVerbs.OfMethods(entry, methods), entry.Location)
        {
            Services = services,
            Paths = PolicyPaths.Of(entry),
            Namespaces = namespaces,
        };
    }

    /// <summary>The names of a service as they stand in its proxy URLs, of which each is another one to the authorizer.</summary>
    private static IEnumerable<string> Spellings(FieldReader entry, string service)
    {
        var name = ProxyName.For(service);
        if (entry.Text("scheme") is { } scheme)
            name = entry.Place(entry.At("scheme"), () => name.WithScheme(scheme)) ?? name;
        if (!entry.Has("ports"))
            return [name.ToString()];
        return Ports(entry)
            .Select(port => entry.Place(port.Location, () => WithPort(name, port.Text)))
            .OfType<ProxyName>()
            .Select(spelled => spelled.ToString());
    }

    private static IReadOnlyList<YamlScalar> Ports(FieldReader entry)
    {
        var ports = entry.TextsOrNumbers("ports");
        if (ports.Count == 0)
            entry.Refuse("ports", "is empty; leave it out for the plain name of the service");
        PolicyNames.Distinct(entry, ports);
        return ports;
    }

    /// <summary>A number as a URL spells it, without zeros before it; else the port's name.</summary>
    private static ProxyName WithPort(ProxyName name, string port) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && !port.StartsWith('0')
            ? name.WithPort(number)
            : name.WithPort(port);

    private static PolicyAllowance Resource(FieldReader entry, IReadOnlyList<string> namespaces)
    {
        var resource = entry.RequiredText("resource", "name the resource, with a sub-resource after a slash");
        var group = entry.Text("apiGroup") ?? "";
        if (resource.Contains('*', StringComparison.Ordinal) || group.Contains('*', StringComparison.Ordinal))
        {
            entry.Refuse(
                "resource",
                "is a wildcard, which allows what is not known yet; name each resource, or list a subject that may "
                + "do everything under ignore");
        }
        else if (resource.Length > 0 && !ResourceName().IsMatch(resource))
        {
            entry.Refuse(
                "resource", $"is {Quoted.Of(resource)}; write its plural in lower case, with a sub-resource after a slash: pods/log");
        }
        else if (group.Length == 0 && KnownResources.MeantInCore(resource) is { } meant)
        {
            entry.Refuse("resource", $"is {Quoted.Of(resource)}, which the core group does not have; did you mean {meant}?");
        }
        else if (group.Length > 0 && !KubernetesName.IsSubdomain(group) || group == "core")
        {
            entry.Refuse(
                "apiGroup", $"is {Quoted.Of(group)}; write the group without its version (apps), or leave it out for the core group");
        }

        var verbs = PolicyVerbs.Of(entry, entry.RequiredTexts("verbs", "list API verbs, e.g. verbs: [get]"));
        var names = entry.Has("names") ? PolicyNames.Any(entry, entry.RequiredTexts("names", "leave it out for every name")) : [];
        return new PolicyAllowance(group, resource, names, verbs, entry.Location) { Namespaces = namespaces };
    }

    private static IReadOnlyList<string> Namespaces(FieldReader entry, IReadOnlyList<string> scope)
    {
        if (!entry.Has("namespaces"))
            return scope;
        var written = entry.RequiredTexts("namespaces", "leave it out for all of the policy's");
        foreach (var outside in written.Where(ns => !scope.Contains(ns.Text)))
        {
            var near = Nearest.Of(outside.Text, scope);
            entry.Problem(outside.Location, $"namespace {Quoted.Of(outside.Text)} is not in the policy's scope; "
                + (near is null ? "add it to scope.namespaces" : $"did you mean {Quoted.Cut(near)}?"));
        }

        return PolicyNames.Distinct(entry, written);
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(/[a-z]+)?\z")]
    private static partial Regex ResourceName();
}
