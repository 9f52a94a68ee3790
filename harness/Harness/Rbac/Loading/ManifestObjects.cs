using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>The objects of manifests, gathered file by file.</summary>
internal sealed class ManifestObjects(string defaultNamespace, InputProblems problems)
{
    private readonly List<RbacRole> roles = [];
    private readonly List<RbacBinding> bindings = [];
    private readonly List<KnownService> services = [];
    private readonly List<KnownServiceAccount> serviceAccounts = [];
    private readonly SortedDictionary<string, int> passedOver = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string? Namespace, string Name), SourceLocation> known = [];

    /// <summary>Whether there was no object at all.</summary>
    public bool IsEmpty => known.Count == 0 && passedOver.Count == 0;

    /// <summary>Adds the documents of a file.</summary>
    public void Add(YamlInput input)
    {
        var own = new InputProblems();
        foreach (var document in YamlDocuments.Read(input, YamlLimits.Manifests, own))
            Add(document);
        problems.AddAll(own);
    }

    /// <summary>What was gathered.</summary>
    public RbacSnapshot ToSnapshot(string origin) => new(origin, roles, bindings)
    {
        Services = services.Count == 0 ? null : services,
        ServiceAccounts = serviceAccounts.Count == 0 ? null : serviceAccounts,
        PassedOver = passedOver,
    };

    private void Add(YamlValue document)
    {
        if (document is YamlMap map)
            Add(new ManifestObject(map, defaultNamespace, problems));
        else
            problems.Add(document.Location, $"a Kubernetes object is a mapping, not {document.Description}; begin it with apiVersion and kind");
    }

    private void Add(ManifestObject one)
    {
        switch (one.Type)
        {
            case ManifestType.List:
                foreach (var item in one.Items())
                    Add(item);
                break;
            case ManifestType.Role or ManifestType.ClusterRole when IsNew(one):
                roles.Add(RoleReader.Read(one));
                break;
            case ManifestType.RoleBinding or ManifestType.ClusterRoleBinding when IsNew(one):
                bindings.Add(BindingReader.Read(one));
                break;
            case ManifestType.Service when IsNew(one):
                services.Add(ServiceReader.Read(one));
                break;
            case ManifestType.ServiceAccount when IsNew(one):
                serviceAccounts.Add(new KnownServiceAccount(one.Namespace!, one.Name));
                break;
            case ManifestType.Other:
                passedOver[one.Kind] = passedOver.GetValueOrDefault(one.Kind) + 1;
                break;
        }
    }

    private bool IsNew(ManifestObject one)
    {
        if (one.Name.Length == 0)
            return false; // told already
        if (known.TryAdd((one.Kind, one.Namespace, one.Name), one.Fields.Location))
            return true;
        problems.Add(one.Fields.Location, $"{one.Title} is at {known[(one.Kind, one.Namespace, one.Name)]} already; which of the two would be in force depends on "
            + "the order they are applied in: remove one");
        return false;
    }
}
