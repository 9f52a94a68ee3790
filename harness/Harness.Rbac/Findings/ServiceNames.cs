using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Findings;

/// <summary>HR22x: resourceNames of services/proxy that lead to no service.</summary>
internal static class ServiceNames
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        OfNames(
            new("HR221", Severity.Low, "resourceNames names no Service",
                "A name that is no Service's grants nothing today. As soon as somebody creates a Service of that name, it is open.",
                Docs.Rbac("referring-to-resources")),
            "Write the Service's name, or remove the name from the rule.",
            (rbac, written, name) => ProxyName.Parse(name) is { } parts && rbac.ServicesWhere(written) is { } services
                && services.All(service => service.Name != parts.Service) && !LacksPort(parts, services)
                ? new($"{written.Role} names service \"{parts.Service}\", which is not among the Services{written.Whereabouts}",
                    Nearest.Of(parts.Service, services.Select(service => service.Name)) is { } near
                        ? $"did you mean \"{near}\"?"
                        : "remove the name, or write that of a Service that is there")
                : null),
        OfNames(
            new("HR222", Severity.Low, "resourceNames names no port of the Service",
                "A name with a port that the Service does not have leads nowhere: 503, \"no service port\" or \"no endpoints available\".",
                Docs.ProxyUrls),
            "Write a port that the Service has, by number or by name.",
            (rbac, written, name) => Named(rbac, written, name) is var (parts, services) && !services.Any(parts.HasPort)
                ? new($"{written.Role} names port \"{parts.Port}\" of service \"{parts.Service}\", which has {Ports(services[0])}",
                    $"write resourceNames: {InPlaceOf(name, written, Spellings(parts, services[0]))}")
                : null),
        OfNames(
            new("HR223", Severity.Low, "resourceNames lacks the port",
                "A name without a port leads only to a Service's port that has no name, even if there is only one port: the call is "
                + "allowed and answers 503.",
                Docs.ProxyUrls),
            "Write NAME:PORT, and use the same in the URL.",
            (rbac, written, name) => Named(rbac, written, name) is var (parts, services) && !services.Any(parts.Reaches)
                ? new($"{written.Role} names \"{name}\" without a port, but service \"{parts.Service}\" has {Ports(services[0])}, "
                    + "none without a name",
                    $"write resourceNames: {InPlaceOf(name, written, Spellings(parts, services[0]))}, let the consumer use the same in "
                    + $"its URLs, and in the policy {PolicyPorts(rbac, written, parts, PortsOf(parts, services[0]))}")
                : null),
        OfNames(
            new("HR224", Severity.Low, "resourceNames spells the service differently from the policy",
                "resourceNames are compared literally with the segment of the URL: web, web:80, web:http and http:web:80 are different "
                + "names.",
                Docs.ProxyUrls),
            "Write the policy's spelling, which is that of the consumer's URLs.",
            OtherSpelling),
        OfNames(
            new("HR225", Severity.Low, "Wildcard in resourceNames",
                "resourceNames has no wildcard: a star is compared literally, and no object has one in its name.",
                Docs.Rbac("referring-to-resources")),
            "List the names, or leave resourceNames out to open all of them.",
            (rbac, written, name) => name.Contains('*', StringComparison.Ordinal)
                ? new($"{written.Role} names \"{name}\", where the star is no wildcard and matches no request",
                    Names(rbac, written))
                : null),
        OfNames(
            new("HR226", Severity.Low, "resourceNames that no service can have",
                "A resource name of services/proxy is NAME, NAME:PORT or SCHEME:NAME:PORT with http or https; http:NAME is read as port "
                + "NAME of a service called http.",
                Docs.ProxyUrls),
            "Write NAME, NAME:PORT or SCHEME:NAME:PORT.",
            Malformed),
    ];

    private static Detector OfNames(FindingRule kind, string remedy, Func<AnalysedRbac, WrittenRule, string, Problem?> judge) => new(
        kind,
        remedy,
        rbac => from written in rbac.Rules
                where !written.IsOwn && written.Rule.HasGroup("") && written.Rule.Resources.Contains(ProxyAccess.Services)
                from name in written.Rule.ResourceNames.Distinct()
                let problem = judge(rbac, written, name)
                where problem is not null
                select DetectedProblem.In(written, problem));

    private static (ProxyName, IReadOnlyList<KnownService>)? Named(AnalysedRbac rbac, WrittenRule written, string name) =>
        ProxyName.Parse(name) is { } parts
        && rbac.ServicesWhere(written)?.Where(service => service.Name == parts.Service).ToList() is { Count: > 0 } found
            ? (parts, found)
            : null;

    private static string Names(AnalysedRbac rbac, WrittenRule written) => rbac.IntendedNames(written) is { } names
        ? $"write resourceNames: {RuleText.List(names)}"
        : $"write {RuleText.Of(rbac.IntendedRules(written.Grants))}";

    /// <summary>The whole list with one name replaced: what is copied must not lose the others.</summary>
    private static string InPlaceOf(string name, WrittenRule written, IEnumerable<string> spellings) => RuleText.List(
        written.Rule.ResourceNames.SelectMany(one => one == name ? spellings : [one]).Distinct());

    private static IEnumerable<string> Spellings(ProxyName name, KnownService service) =>
        service.Ports.Select(port => name.With(port).ToString());

    /// <summary>Ports hold for all services of an entry, so that one of several needs an entry of its own.</summary>
    private static string PolicyPorts(AnalysedRbac rbac, WrittenRule written, ProxyName name, string ports) =>
        Allowances(rbac, written).Any(one => one.Services.Count > 1 && one.Services.Contains(name.Service))
            ? $"take \"{name.Service}\" out of the entries with other services, into its own with ports: {ports}"
            : $"write ports: {ports} beside services: [\"{name.Service}\"]";

    private static IEnumerable<PolicyAllowance> Allowances(AnalysedRbac rbac, WrittenRule written) =>
        from grant in written.Grants
        from ns in rbac.NamespacesOf(grant)
        from allowance in rbac.Reach.AllowancesOf(grant.Subject, ns)
        where allowance.Resource == ProxyAccess.Services
        select allowance;

    /// <summary>The same ports as a policy writes them, where both have to be alike.</summary>
    private static string PortsOf(ProxyName name, KnownService service) =>
        RuleText.List(service.Ports.Select(port => name.With(port).Port!));

    private static Problem? OtherSpelling(AnalysedRbac rbac, WrittenRule written, string name)
    {
        if (ProxyName.Parse(name) is not { } parts)
            return null;
        if (Named(rbac, written, name) is var (_, services) && !services.Any(service => parts.HasPort(service) && parts.Reaches(service)))
            return null; // a finding already
        var wanted = (from allowance in Allowances(rbac, written)
                      from spelling in allowance.Names
                      where ProxyName.Parse(spelling)?.Service == parts.Service
                      select spelling).Distinct().ToList();
        return wanted.Count == 0 || wanted.Contains(name) || wanted.All(written.Rule.ResourceNames.Contains)
            ? null
            : new($"{written.Role} names \"{name}\", but the policy spells the service {RuleText.Quoted(wanted)}",
                $"write resourceNames: {InPlaceOf(name, written, wanted)}");
    }

    private static Problem? Malformed(AnalysedRbac rbac, WrittenRule written, string name)
    {
        if (name.Contains('*', StringComparison.Ordinal))
            return null;
        if (ProxyName.Parse(name) is not { } parts)
        {
            return new($"{written.Role} names \"{name}\", which cannot be the name of a service",
                Names(rbac, written));
        }

        return LacksPort(parts, rbac.ServicesWhere(written) ?? [])
            ? new($"{written.Role} names \"{name}\", which is read as port {parts.Port} of a service called {parts.Service}",
                $"write resourceNames: {InPlaceOf(name, written, [$"{name}:"])}, or a port after the last colon")
            : null;
    }

    /// <summary>A scheme and a name, read as a service and its port, where there is no service of such a name.</summary>
    private static bool LacksPort(ProxyName parts, IReadOnlyList<KnownService> services) =>
        parts is { Scheme: null or "", Service: "http" or "https", Port.Length: > 0 }
            && services.All(service => service.Name != parts.Service);

    /// <summary>A service's ports in a sentence.</summary>
    internal static string Ports(KnownService service) => service.Ports.Count == 0
        ? "no ports"
        : RuleText.Words(service.Ports.Select(port =>
            port.Name is null ? $"port {port.Number} without a name" : $"port {port.Number} named {port.Name}"));
}
