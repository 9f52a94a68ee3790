using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Api;
using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using k8s;

namespace Harness.Asking;

/// <summary>
/// Reads the admission policies and webhooks of a cluster, as far as it lets us: what is missing is said, and decides nothing.
/// </summary>
/// <param name="client">Client that may list them.</param>
internal sealed class LiveAdmission(IKubernetes client)
{
    /// <summary>Policies that change requests are younger than those that refuse them, and not there in every version.</summary>
    private static readonly string[] Versions = ["v1", "v1beta1", "v1alpha1"];

    /// <summary>Reads them.</summary>
    public async Task<KnownAdmission> ReadAsync(CancellationToken cancellationToken)
    {
        var (objects, missing) = (new List<AdmissionObject>(), new List<string>());
        foreach (var (kind, resource) in AdmissionObject.Kinds)
        {
            var (status, items) = await TryListAsync(kind, resource, cancellationToken).ConfigureAwait(false);
            objects.AddRange(items.Select(item => Of(kind, item)));
            if (status != (int)HttpStatusCode.OK && WhyNot(kind, resource, status) is { } why)
                missing.Add(why);
        }

        var lacksPolicies = missing.Contains("");
        if (lacksPolicies)
            missing = [ObservedAdmission.NotServed(await VersionAsync(cancellationToken).ConfigureAwait(false))];
        return new KnownAdmission(objects)
        {
            NotKnown = missing.Count == 0 ? null : string.Join("; ", missing),
            LacksPolicies = lacksPolicies,
        };
    }

    private async Task<(int Status, IReadOnlyList<JsonElement> Items)> TryListAsync(
        string kind, string resource, CancellationToken cancellationToken)
    {
        try
        {
            var answer = (Status: (int)HttpStatusCode.NotFound, Items: (IReadOnlyList<JsonElement>)[]);
            foreach (var version in kind.StartsWith("MutatingAdmission", StringComparison.Ordinal) ? Versions : Versions[..1])
            {
                var path = $"apis/{AdmissionObject.ApiGroup}/{version}/{resource}";
                answer = await PagedList.ReadAsync(client, path, null, cancellationToken).ConfigureAwait(false);
                if (answer.Status != (int)HttpStatusCode.NotFound)
                    break;
            }

            return answer;
        }
        catch (Exception failure) when (NoDecision.Is(failure, cancellationToken) || failure is JsonException or HarnessException)
        {
            return (0, []);
        }
    }

    /// <summary>Why something is not known; empty where the API server has no such policies, null where it lacks nothing.</summary>
    private static string? WhyNot(string kind, string resource, int status) => status switch
    {
        (int)HttpStatusCode.NotFound => kind.StartsWith("ValidatingAdmission", StringComparison.Ordinal) ? "" : null,
        (int)HttpStatusCode.Forbidden => $"listing {resource}.{AdmissionObject.ApiGroup} is forbidden, so what admission refuses is not "
            + "known: grant the verb list on it with a ClusterRole and a ClusterRoleBinding",
        0 => $"{resource}.{AdmissionObject.ApiGroup} could not be read, so what admission refuses is not known",
        _ => $"listing {resource}.{AdmissionObject.ApiGroup} was answered with {status}, so what admission refuses is not known",
    };

    private async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return $"Kubernetes {(await client.Version.GetCodeAsync(cancellationToken).ConfigureAwait(false)).GitVersion}";
        }
        catch (Exception failure) when (NoDecision.Is(failure, cancellationToken))
        {
            return "this API server";
        }
    }

    private static AdmissionObject Of(string kind, JsonElement item)
    {
        var json = JsonObject.Create(item) ?? [];
        json["apiVersion"] ??= $"{AdmissionObject.ApiGroup}/v1"; // items of a list do not say it
        return new AdmissionObject(kind, json["metadata"]?["name"]?.ToString() ?? "", json);
    }
}
