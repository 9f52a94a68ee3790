using System.Net;
using Harness.Waiting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Asking;

/// <summary>
/// Finds out when admission goes by every policy made so far: the API server learns of policies and of bindings in the order of creation,
/// so once it refuses by the last of them, it goes by all before.
/// </summary>
/// <param name="admin">Client of an administrator.</param>
internal sealed class AdmissionMark(IKubernetes admin)
{
    private const string Namespace = "default";

    /// <summary>Never the same: one that was deleted is refused by for a while.</summary>
    private readonly string _name = $"harness-preview-mark-{Guid.NewGuid():N}";

    public async Task WaitAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        var api = admin.AdmissionregistrationV1;
        await api.CreateValidatingAdmissionPolicyAsync(Policy(), cancellationToken: cancellationToken).ConfigureAwait(false);
        await api.CreateValidatingAdmissionPolicyBindingAsync(Binding(), cancellationToken: cancellationToken).ConfigureAwait(false);
        await new Condition("admission goes by the policies of the manifests", deadline)
            .WaitAsync(SeenAsync, cancellationToken)
            .ConfigureAwait(false);
        await api.DeleteValidatingAdmissionPolicyBindingAsync(_name, cancellationToken: cancellationToken).ConfigureAwait(false);
        await api.DeleteValidatingAdmissionPolicyAsync(_name, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A ConfigMap that is never kept.</summary>
    private async Task<Seen<bool>> SeenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var body = new V1ConfigMap { Metadata = new V1ObjectMeta { Name = _name } };
            await admin.CoreV1.CreateNamespacedConfigMapAsync(body, Namespace, dryRun: "All", cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return Seen.NotYet<bool>("what it refuses is let through");
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == HttpStatusCode.Forbidden
            && refused.Response.Content?.Contains(_name, StringComparison.Ordinal) == true)
        {
            return Seen.Met(true);
        }
    }

    private V1ValidatingAdmissionPolicy Policy() => new()
    {
        Metadata = new V1ObjectMeta { Name = _name },
        Spec = new V1ValidatingAdmissionPolicySpec
        {
            MatchConstraints = new V1MatchResources
            {
                ResourceRules =
                [
                    new V1NamedRuleWithOperations
                    {
                        ApiGroups = [""],
                        ApiVersions = ["v1"],
                        Operations = ["CREATE"],
                        Resources = ["configmaps"],
                    },
                ],
            },
            Validations = [new V1Validation { Expression = $"object.metadata.name != '{_name}'", Reason = "Forbidden" }],
        },
    };

    private V1ValidatingAdmissionPolicyBinding Binding() => new()
    {
        Metadata = new V1ObjectMeta { Name = _name },
        Spec = new V1ValidatingAdmissionPolicyBindingSpec { PolicyName = _name, ValidationActions = ["Deny"] },
    };
}
