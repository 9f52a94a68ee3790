using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Admission's objects that are Helm's hooks: it makes them at a time of its own, or never (a test), and may delete them afterwards. A role
/// too many only adds access; a policy that is not there refuses nothing.
/// Source: https://helm.sh/docs/topics/charts_hooks/
/// </summary>
internal sealed class AppliedLater
{
    private const string Hook = "helm.sh/hook";
    private readonly List<string> _hooks = [];

    /// <summary>What is to be said of them; null where there are none.</summary>
    public string? NotDecided => _hooks.Count == 0 ? null
        : $"whether a hook of Helm's is in force is not known, as it is made at a time of its own: {NamedFew.Of(_hooks)}; take the "
            + $"annotation {Hook} away, or leave the hooks out (helm template --no-hooks)";

    /// <summary>Remembers an object, if it is one.</summary>
    public void Look(ObjectReader one, AdmissionObject admission)
    {
        if ((one.Map.Find("metadata") as YamlMap)?.Find("annotations") is YamlMap annotations && annotations.Find(Hook) is not null)
            _hooks.Add($"{admission}");
    }
}
