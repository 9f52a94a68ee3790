using System.Text.Json.Nodes;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Admission;

/// <summary>
/// A policy or a webhook of somebody else's that calls through a proxy pass by: what it does is not known. Where it leaves open whether it
/// is asked, it counts as if it were.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-rules
/// </summary>
/// <param name="One">The object.</param>
/// <param name="Rules">Which calls through a proxy it is about; rules about anything else are left out.</param>
/// <param name="Selectors">Selectors of namespaces, of which all have to select one.</param>
internal sealed record ForeignAdmission(AdmissionObject One, IReadOnlyList<JsonObject> Rules, IReadOnlyList<JsonObject> Selectors)
{
    private const string Every = "*";
    private static readonly string[] Proxies = [.. Wildcards(PathRule.Services), .. Wildcards(PathRule.Pods)];

    /// <summary>Whether it has a name that <c>generate</c> gives, and is not what that writes today.</summary>
    public bool IsNotAsGenerated { get; init; }

    /// <summary>Why it is not known what becomes of a call.</summary>
    public string Why => IsNotAsGenerated
        ? $"{One} has a name that generate gives, and it or its binding is not what generate writes today: what it decides is not known "
            + "here"
        : $"{One} is asked about such a call, too: what it decides is not known here";

    /// <summary>Whether it may change the path, and not only refuse it.</summary>
    public bool Mutates => One.Kind.StartsWith("Mutating", StringComparison.Ordinal);

    /// <summary>Webhooks of a configuration, each for itself.</summary>
    public static IEnumerable<ForeignAdmission> OfWebhooks(AdmissionObject one) =>
        from webhook in Objects(one.Json["webhooks"])
        select new ForeignAdmission(one, OfCalls(webhook["rules"]), Selector(webhook));

    /// <summary>A policy by one of its bindings.</summary>
    public static ForeignAdmission OfPolicy(AdmissionObject policy, AdmissionObject binding)
    {
        var constraints = (policy.Json["spec"] as JsonObject)?["matchConstraints"] as JsonObject;
        var bound = (binding.Json["spec"] as JsonObject)?["matchResources"] as JsonObject;
        return new ForeignAdmission(
            policy, OfCalls(constraints?["resourceRules"]), [.. Selector(constraints), .. Selector(bound)]);
    }

    /// <summary>Whether a call of something in a namespace may pass by it.</summary>
    /// <param name="ns">Namespace.</param>
    /// <param name="resource"><c>services/proxy</c> or <c>pods/proxy</c>.</param>
    /// <param name="name">Name as the URL spells it.</param>
    public bool MayBeAbout(string ns, string resource, string name)
    {
        var wildcards = Wildcards(resource);
        return Rules.Any(rule => Has(rule, "resources", wildcards)
                && (Words(rule["resourceNames"]) is not { Count: > 0 } names || names.Contains(name)))
            && Selectors.All(selector => MaySelect(selector, ns));
    }

    /// <summary>Most webhooks are about other things than calls: these rules alone are looked at for each.</summary>
    private static List<JsonObject> OfCalls(JsonNode? rules) =>
    [
        .. Objects(rules).Where(rule => Has(rule, "operations", ["CONNECT", Every]) && Has(rule, "apiGroups", ["", Every])
            && Has(rule, "apiVersions", ["v1", Every]) && Has(rule, "resources", Proxies)),
    ];

    private static string[] Wildcards(string resource) => [resource, $"{resource.Split('/')[0]}/*", "*/proxy", "*/*"];

    /// <summary>The names of namespaces are known, other labels of theirs are not.</summary>
    private static bool MaySelect(JsonObject selector, string ns) =>
        (selector["matchLabels"] as JsonObject)?[PathPolicy.NamespaceLabel] is not JsonValue value
        || !value.TryGetValue<string>(out var name) || name == ns;

    private static bool Has(JsonObject rule, string field, string[] any) => Words(rule[field]).Intersect(any).Any();

    private static List<string> Words(JsonNode? list) =>
        [.. (list as JsonArray ?? []).OfType<JsonValue>().Select(word => word.TryGetValue<string>(out var text) ? text : "")];

    private static List<JsonObject> Selector(JsonObject? owner) => owner?["namespaceSelector"] is JsonObject selector ? [selector] : [];

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();
}
