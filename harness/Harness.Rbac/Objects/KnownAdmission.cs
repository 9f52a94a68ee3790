using System.Text.Json.Nodes;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Objects;

/// <summary>What is known of the admission of requests, which may refuse what RBAC allows.</summary>
/// <param name="Objects">Policies, bindings and webhooks.</param>
public sealed record KnownAdmission(IReadOnlyList<AdmissionObject> Objects)
{
    /// <summary>Why it is not all that there is; null where it is.</summary>
    public string? NotKnown { get; init; }

    /// <summary>Whether the API server is too old for policies.</summary>
    public bool LacksPolicies { get; init; }
}

/// <summary>An object that admission goes by: a ValidatingAdmissionPolicy, its binding, a webhook configuration.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name; all of them are in no namespace.</param>
/// <param name="Json">The whole object.</param>
/// <param name="Location">Where it stands; null when it was read from a cluster.</param>
public sealed record AdmissionObject(string Kind, string Name, JsonObject Json, SourceLocation? Location = null)
{
    /// <summary>API group of all of them.</summary>
    public const string ApiGroup = "admissionregistration.k8s.io";

    /// <summary>The first Kubernetes that serves ValidatingAdmissionPolicies as v1, and has them without having to be told.</summary>
    public static Version PoliciesSince => KubernetesChanges.AdmissionPolicies.Since;

    /// <summary>The kinds, each with its resource.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>
    {
        ["ValidatingAdmissionPolicy"] = "validatingadmissionpolicies",
        ["ValidatingAdmissionPolicyBinding"] = "validatingadmissionpolicybindings",
        ["ValidatingWebhookConfiguration"] = "validatingwebhookconfigurations",
        ["MutatingWebhookConfiguration"] = "mutatingwebhookconfigurations",
        ["MutatingAdmissionPolicy"] = "mutatingadmissionpolicies",
        ["MutatingAdmissionPolicyBinding"] = "mutatingadmissionpolicybindings",
    };

    /// <inheritdoc/>
    public override string ToString() => Location is null ? $"{Kind} {Name}" : $"{Kind} {Name} ({Location})";
}
