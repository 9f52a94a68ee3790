using System.Globalization;
using System.Text.Json.Nodes;
using Harness.Api;
using Harness.Rbac.Objects;
using k8s;

namespace Harness.Workloads.Admission;

/// <summary>Objects outside of namespaces that decide about calls: made in their order, and removed in the opposite one.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="objects">The objects, with apiVersion and kind.</param>
internal sealed class ClusterObjects(IKubernetes admin, IReadOnlyList<JsonObject> objects) : IAsyncDisposable
{
    private const int NotFound = 404;

    /// <summary>Makes them.</summary>
    /// <exception cref="HarnessException">One is refused; the message has the API server's words.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        foreach (var one in objects)
        {
            using var body = RawApi.Body(one);
            var (status, text) = await RawApi.CallAsync(admin, HttpMethod.Post, PathOf(one), body, cancellationToken).ConfigureAwait(false);
            if (status is < 200 or >= 300)
                throw Refused("made", one, status, text);
        }
    }

    /// <summary>Removes them; those that are gone already are no failure.</summary>
    /// <exception cref="HarnessException">One is left; the message has the API server's words.</exception>
    public async ValueTask DisposeAsync()
    {
        foreach (var one in objects.Reverse())
        {
            var path = $"{PathOf(one)}/{NameOf(one)}";
            var (status, text) = await RawApi.CallAsync(admin, HttpMethod.Delete, path, null, CancellationToken.None).ConfigureAwait(false);
            if (status is < 200 or >= 300 and not NotFound)
                throw Refused("removed", one, status, text);
        }
    }

    private static string PathOf(JsonObject one) => $"apis/{Text(one, "apiVersion")}/{AdmissionObject.Kinds[Text(one, "kind")]}";

    private static string NameOf(JsonObject one) => Text(one["metadata"]!.AsObject(), "name");

    private static string Text(JsonObject one, string member) => one[member]!.GetValue<string>();

    private static HarnessException Refused(string what, JsonObject one, int status, string text) => HarnessException.Undecided(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Text(one, "kind")} {NameOf(one)} could not be {what}: {status} {ApiServerStatus.WordsOf(text)}"));
}
