using System.Buffers;
using Harness.Rbac.Bootstrap;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>Tells of a file that is left out whether leaving it out may hide access.</summary>
internal static class LeftOutFile
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["rbac.authorization", "authorization.openshift", "RoleBinding", "ClusterRole"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Escapes and a template's parameters, which hide words, and what brings RBAC from elsewhere.</summary>
    private static readonly SearchValues<string> Hidden = SearchValues.Create(
        ["\\x", "\\u", "\\\n", "\\\r", "${", "kustomize.config", .. DeliveryKinds.Groups], StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether it has roles, bindings or a kustomization that changes some; also where that cannot be told, as the file cannot be read.
    /// </summary>
    /// <param name="path">Where it is.</param>
    /// <param name="called">What messages call it.</param>
    /// <param name="known">The files that are known.</param>
    /// <param name="readsAdmission">Whether objects of admission matter, too.</param>
    public static bool IsOfAccess(string path, string called, KnownFiles known, bool readsAdmission)
    {
        if (FileStatus.Of(path, follow: true) is not { IsRegular: true })
            return false;
        if (YamlInput.ReadFile(path, YamlLimits.Manifests, new InputProblems(), called) is not { } input)
            return true;
        var text = input.Text.AsSpan();
        return text.ContainsAny(Words) || (readsAdmission && AdmissionReader.MayBeIn(text))
            || ((text.ContainsAny(Hidden) || Kustomization.IsName(called)) && IsOfAccess(input, known, readsAdmission));
    }

    /// <summary>The files that a kustomization names as patches, as far as they were read.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="called">What messages call it.</param>
    /// <param name="known">The files that are known.</param>
    public static IEnumerable<string> PatchesReadOf(string path, string called, KnownFiles known)
    {
        var problems = new InputProblems();
        if (FileStatus.Of(path, follow: true) is not { IsRegular: true }
            || YamlInput.ReadFile(path, YamlLimits.Manifests, problems, called) is not { } input)
        {
            return [];
        }

        var kustomizations = new Kustomizations(known);
        new ManifestObjects("default", problems, keepsObjects: false, kustomizations, BootstrapObjects.Newest).Add(input);
        return kustomizations.PatchesRead;
    }

    private static bool IsOfAccess(YamlInput input, KnownFiles known, bool readsAdmission)
    {
        var (problems, kustomizations) = (new InputProblems(), new Kustomizations(known));
        var objects = new ManifestObjects("default", problems, keepsObjects: false, kustomizations, BootstrapObjects.Newest)
        {
            ReadsAdmission = readsAdmission,
        };
        objects.Add(input);
        return problems.Any || objects.HasAccess || objects.NotDecided.Any()
            || kustomizations.NotDecided(names: null).Any();
    }
}
