using System.Globalization;
using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Learning;

/// <summary>Writes a learnt policy as a file that people read, with how often and when last behind each line.</summary>
public static class LearntPolicyText
{
    /// <summary>The file's text.</summary>
    public static string Of(LearntPolicy policy)
    {
        var lines = new List<string>();
        Head(lines, policy);
        lines.Add($"apiVersion: {AccessPolicyReader.ApiVersion}");
        lines.Add($"kind: {AccessPolicyReader.Kind}");
        lines.Add($"metadata: {{name: {YamlWord.Of(policy.Name)}}}");
        lines.Add("spec:");
        lines.Add("  scope:");
        lines.Add($"    namespaces: [{string.Join(", ", policy.Namespaces.Select(YamlWord.Of))}]");
        Resources(lines, policy);
        lines.Add(policy.Consumers.Count == 0 ? "  consumers: []" : "  consumers:");
        foreach (var consumer in policy.Consumers)
            Consumer(lines, policy, consumer);
        Ignored(lines, policy);
        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    private static void Head(List<string> lines, LearntPolicy policy)
    {
        void Line(string line) => lines.Add($"# {YamlWord.Comment(line)}");

        foreach (var line in policy.Origin)
            Line(line);
        foreach (var line in policy.NotComplete)
            Line($"NOT COMPLETE: {line}");
        if (policy.LeftOut.Count == 0)
            return;
        Line("Left out:");
        foreach (var line in policy.LeftOut)
            Line($"- {line}");
    }

    /// <summary>What else was used is closed, too: else everybody could go on using it as before.</summary>
    private static void Resources(List<string> lines, LearntPolicy policy)
    {
        var others = policy.Consumers.SelectMany(consumer => consumer.Entries)
            .Where(entry => entry.Namespace.Length > 0).Select(entry => (entry.ApiGroup, entry.Resource))
            .Except(PolicyScope.Proxies.Resources.Select(proxy => (proxy.ApiGroup, proxy.Resource)))
            .OrderBy(one => one.Resource, StringComparer.Ordinal).ThenBy(one => one.ApiGroup, StringComparer.Ordinal).ToList();
        if (others.Count == 0)
            return;
        lines.Add("    resources:");
        lines.AddRange(PolicyScope.Proxies.Resources.Select(proxy => $"    - {proxy.Resource}"));
        lines.AddRange(others.Select(one => one.ApiGroup.Length == 0
            ? $"    - {YamlWord.Of(one.Resource)}"
            : $"    - {{resource: {YamlWord.Of(one.Resource)}, apiGroup: {YamlWord.Of(one.ApiGroup)}}}"));
    }

    private static void Consumer(List<string> lines, LearntPolicy policy, LearntConsumer consumer)
    {
        lines.Add($"  - name: {YamlWord.Of(consumer.Name)}");
        var ns = consumer.Subject.Namespace is { } named ? $"namespace: {YamlWord.Of(named)}, " : "";
        lines.Add($"    subject: {{kind: {consumer.Subject.Kind}, {ns}name: {YamlWord.Of(consumer.Subject.Name)}}}");
        lines.Add("    allow:");
        foreach (var entry in consumer.Entries)
            Entry(lines, policy, entry);
    }

    private static void Entry(List<string> lines, LearntPolicy policy, LearntEntry entry)
    {
        var remark = string.Join("; ", entry.Remarks.Prepend(Amount.Often(entry.Count, entry.Last)));
        if (entry.Service is { } service)
            Service(lines, service, remark);
        else
            Resource(lines, entry, remark);
        if (entry.Namespace.Length > 0 && policy.Namespaces.Count > 1)
            lines.Add($"      namespaces: [{YamlWord.Of(entry.Namespace)}]");
        lines.Add(entry.Service is null ? "      verbs:" : "      methods:");
        lines.AddRange(entry.Service is null ? Verbs(entry) : Methods(entry));
        if (entry.Paths.Count == 0)
            return;
        lines.Add("      paths:");
        foreach (var path in entry.Paths)
        {
            var different = path.IsPrefix
                ? string.Create(CultureInfo.InvariantCulture, $"; {path.Different:N0} or more different paths") : "";
            lines.Add($"      - {YamlWord.Of(path.Pattern)}  # {Amount.Often(path.Count, path.Last)}{different}");
        }
    }

    private static void Service(List<string> lines, ProxyName service, string remark)
    {
        lines.Add($"    - services: [{YamlWord.Of(service.Service)}]  # {YamlWord.Comment(remark)}");
        if (!string.IsNullOrEmpty(service.Port) || service is { Port: "", Scheme: null })
            lines.Add($"      ports: [{YamlWord.Of(service.Port!)}]");
        if (service.Scheme is not null)
            lines.Add($"      scheme: {YamlWord.Of(service.Scheme)}");
    }

    private static void Resource(List<string> lines, LearntEntry entry, string remark)
    {
        lines.Add($"    - resource: {YamlWord.Of(entry.Resource)}  # {YamlWord.Comment(remark)}");
        if (entry.ApiGroup.Length > 0)
            lines.Add($"      apiGroup: {YamlWord.Of(entry.ApiGroup)}");
        if (entry.Names.Count > 0)
            lines.Add($"      names: [{string.Join(", ", entry.Names.Select(YamlWord.Of))}]");
    }

    /// <summary>The log has verbs, of which a method is made: get is GET and HEAD, and no verb is any method without its own.</summary>
    private static IEnumerable<string> Methods(LearntEntry entry)
    {
        if (entry.Verbs.Any(verb => verb.Verb.Length == 0))
        {
            return [$"      - \"*\"  # {Amount.Often(entry.Count, entry.Last)}; OPTIONS or another method without a verb was used, which "
                + "only * allows"];
        }

        return entry.Verbs.Select(verb => (verb, Methods: HttpVerb.Methods.Where(method => HttpVerb.Of(method) == verb.Verb).ToList()))
            .Select(one => $"      - {one.Methods.FirstOrDefault() ?? YamlWord.Of(one.verb.Verb)}  # "
                + $"{(one.Methods.Count > 1 ? $"or {string.Join(", ", one.Methods.Skip(1))}: " : "")}"
                + Amount.Often(one.verb.Count, one.verb.Last));
    }

    private static IEnumerable<string> Verbs(LearntEntry entry) => entry.Verbs.Any(verb => verb.Verb.Length == 0)
        ? [$"      - \"*\"  # {Amount.Often(entry.Count, entry.Last)}; a method without a verb was used, which only * allows"]
        : entry.Verbs.Select(verb => $"      - {YamlWord.Of(verb.Verb)}  # {Amount.Often(verb.Count, verb.Last)}");

    private static void Ignored(List<string> lines, LearntPolicy policy)
    {
        if (policy.Ignored.Count == 0)
            return;
        lines.Add("  ignore:");
        foreach (var (subject, count) in policy.Ignored)
        {
            var (field, name) = subject.Kind switch
            {
                RbacSubjectKind.Group => ("group", subject.Name),
                RbacSubjectKind.User => ("user", subject.Name),
                _ => ("serviceAccount", $"{subject.Namespace}/{subject.Name}"),
            };
            lines.Add($"  - {{{field}: {YamlWord.Of(name)}, reason: \"not learnt from: {Amount.Of(count, "request")}\"}}");
        }
    }
}
