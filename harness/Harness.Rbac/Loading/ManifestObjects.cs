using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>The objects of manifests, gathered file by file.</summary>
internal sealed class ManifestObjects(string defaultNamespace, InputProblems problems)
{
    private readonly List<RbacRole> _roles = [];
    private readonly List<RbacBinding> _bindings = [];
    private readonly List<KnownService> _services = [];
    private readonly List<RbacSubject> _serviceAccounts = [];
    private readonly List<ObjectReader> _all = [];
    private readonly SortedDictionary<string, int> _passedOver = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string? Namespace, string Name), SourceLocation> _known = [];

    /// <summary>Whether there was no object at all.</summary>
    public bool IsEmpty => _known.Count == 0 && _passedOver.Count == 0;

    /// <summary>Adds the documents of a file.</summary>
    public void Add(YamlInput input)
    {
        foreach (var document in YamlDocuments.Read(input, YamlLimits.Manifests, problems))
            Add(document);
    }

    /// <summary>What was gathered.</summary>
    public RbacSnapshot ToSnapshot(string origin) => new(origin, _roles, _bindings)
    {
        KubernetesVersion = BootstrapObjects.Newest,
        Services = _services.Count == 0 ? null : _services,
        ServiceAccounts = _serviceAccounts.Count == 0 ? null : _serviceAccounts,
        PassedOver = _passedOver,
    };

    /// <summary>What an API server's authorizer needs of it, as it is written.</summary>
    public IReadOnlyList<ManifestObject> AsWritten() =>
        [.. _all.Select(one => new ManifestObject(one.Kind, one.Namespace, one.Name, YamlJson.Of(one.Map), one.Fields.Location))];

    private void Add(YamlValue document)
    {
        if (document is YamlMap map)
        {
            Add(new ObjectReader(map, defaultNamespace, problems));
        }
        else
        {
            problems.Add(
                document.Location, $"a Kubernetes object is a mapping, not {document.Description}; begin it with apiVersion and kind");
        }
    }

    private void Add(ObjectReader one)
    {
        if (one.Type is not (ManifestType.List or ManifestType.Other or ManifestType.Invalid))
            _all.Add(one);
        switch (one.Type)
        {
            case ManifestType.List:
                foreach (var item in one.Items())
                    Add(item);
                break;
            case ManifestType.Role or ManifestType.ClusterRole when IsNew(one):
                _roles.Add(RoleReader.Read(one));
                break;
            case ManifestType.RoleBinding or ManifestType.ClusterRoleBinding when IsNew(one):
                _bindings.Add(BindingReader.Read(one));
                break;
            case ManifestType.Service when IsNew(one):
                _services.Add(ServiceReader.Read(one));
                break;
            case ManifestType.ServiceAccount when IsNew(one):
                _serviceAccounts.Add(RbacSubject.ServiceAccount(one.Namespace!, one.Name));
                break;
            case ManifestType.Other or ManifestType.Namespace:
                _passedOver[one.Kind] = _passedOver.GetValueOrDefault(one.Kind) + 1;
                break;
        }
    }

    private bool IsNew(ObjectReader one)
    {
        if (one.Name.Length == 0)
            return false; // told already
        if (_known.TryAdd((one.Kind, one.Namespace, one.Name), one.Fields.Location))
            return true;
        problems.Add(one.Fields.Location, $"{one.Title} is at {_known[(one.Kind, one.Namespace, one.Name)]} already; "
            + "which of the two would be in force depends on the order they are applied in: remove one");
        return false;
    }
}
