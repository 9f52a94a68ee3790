using System.Globalization;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>The objects of manifests, gathered file by file.</summary>
/// <param name="defaultNamespace">Namespace of objects that name none.</param>
/// <param name="problems">Where problems go.</param>
/// <param name="keepsObjects">Whether objects are kept as they are written, which takes many times the memory of what they say.</param>
/// <param name="kustomizations">Where kustomizations among them are remembered.</param>
/// <param name="version">The Kubernetes that they are meant for.</param>
internal sealed class ManifestObjects(
    string defaultNamespace, InputProblems problems, bool keepsObjects, Kustomizations kustomizations, Version version)
{
    private readonly List<RbacRole> _roles = [];
    private readonly List<RbacBinding> _bindings = [];
    private readonly List<KnownService> _services = [];
    private readonly List<RbacSubject> _serviceAccounts = [];
    private readonly List<ObjectReader> _all = [];
    private readonly SortedDictionary<string, int> _passedOver = new(StringComparer.Ordinal);
    private readonly List<string> _noObjects = [];
    private readonly GroupMembers _members = new();
    private readonly Deliveries _deliveries = new();
    private readonly CarriedRbac _carried = new();
    private readonly List<ObjectReader> _notServed = [];
    private readonly List<string> _local = [];
    private readonly KnownObjects _known = new(problems);
    private readonly List<AdmissionObject> _admission = [];
    private readonly List<string> _later = [];

    /// <summary>Whether admission's objects are read; else they are passed over.</summary>
    public bool ReadsAdmission { get; init; }

    /// <summary>Whether there was no object at all.</summary>
    public bool IsEmpty => _known.Count == 0 && _passedOver.Count == 0 && _admission.Count == 0 && _members.Note is null;

    /// <summary>Whether there is a role, a binding or an object of admission that is read among them.</summary>
    public bool HasAccess => _roles.Count > 0 || _bindings.Count > 0 || _admission.Count > 0;

    /// <summary>What has to be said beside what was gathered: what was not read, and what is read otherwise than it is written.</summary>
    public IEnumerable<string> Notes =>
    [
        .. new[] { _noObjects.Count == 0 ? null : NoObjects(), _members.Note, _deliveries.Note, _carried.Note }.OfType<string>(),
        .. problems.Warnings,
    ];

    /// <summary>Why they do not say what will be in force, where they do not.</summary>
    public IEnumerable<string> NotDecided =>
        new[] { _deliveries.NotDecided, _carried.NotDecided, NotServed(), Later() }.OfType<string>();

    /// <summary>What access depends on among them.</summary>
    public NamesOfAccess Names => new(
        _roles.SelectMany(role => role.Aggregates ?? [])
            .SelectMany(one => one.MatchLabels.Keys.Concat(one.MatchExpressions.Select(requirement => requirement.Key))).ToHashSet(),
        _roles.SelectMany(role => role.Rules).SelectMany(rule => rule.ResourceNames).ToHashSet(),
        _local)
    {
        Admission = _admission,
        Files = _roles.Select(one => one.Location!.File).Concat(_bindings.Select(one => one.Location!.File)).ToHashSet(),
    };

    /// <summary>Adds the documents of a file.</summary>
    public void Add(YamlInput input)
    {
        kustomizations.Look(input);
        foreach (var document in new ManifestDocuments(input, problems, Count) { ReadsAdmission = ReadsAdmission }.Read())
            Add(document);
    }

    /// <summary>What was gathered.</summary>
    /// <param name="origin">Where it is from.</param>
    /// <param name="notes">What has to be said beside it.</param>
    public RbacSnapshot ToSnapshot(string origin, IEnumerable<string> notes) => new(
        origin,
        [.. _roles.Select(one => one with { Doubt = one.Doubt ?? kustomizations.DoubtOf(one.Location!.File) })],
        [.. _bindings.Select(one => one with { Doubt = one.Doubt ?? kustomizations.DoubtOf(one.Location!.File) })])
    {
        KubernetesVersion = version,
        Services = _services.Count == 0 ? null : _services,
        ServiceAccounts = _serviceAccounts.Count == 0 ? null : _serviceAccounts,
        Admission = ReadsAdmission ? new KnownAdmission(_admission) : null,
        PassedOver = _passedOver,
        Notes = [.. notes, .. Notes],
    };

    /// <summary>What an API server's authorizer needs of it, as it is written.</summary>
    /// <exception cref="HarnessException">Something of it only OpenShift serves (exit code 2).</exception>
    public IReadOnlyList<ManifestObject> AsWritten() => _all.Find(one => one.IsOpenShift) is { } alien
        ? throw HarnessException.BadInput($"{alien.Title} at {alien.Fields.Location} is of {OpenShift.ApiVersion}, which no other API "
            + "server than OpenShift's serves; write rbac.authorization.k8s.io/v1, or validate without --preview")
        :
        [
            .. _all.Select(one => new ManifestObject(one.Kind, one.Namespace, one.Name, YamlJson.Of(one.Map), one.Fields.Location)),
            .. _admission.Select(one => new ManifestObject(one.Kind, null, one.Name, one.Json, one.Location!)),
        ];

    private void Add(YamlValue document)
    {
        if (document is YamlMap map)
            Add(new ObjectReader(map, defaultNamespace, problems), null);
        else
            PassOver(document);
    }

    private void Add(ObjectReader one, TemplateObjects? template)
    {
        if (Kustomization.Of(one.Map) is { } kustomization)
            kustomizations.Add(kustomization);
        switch (one.Type)
        {
            case ManifestType.Invalid:
                break;
            case ManifestType.Membership:
                _members.Add(one);
                break;
            case ManifestType.NoObject:
                PassOver(one.Map);
                break;
            case ManifestType.List:
                foreach (var item in one.Items())
                    Add(item, template);
                break;
            case ManifestType.Template:
                var objects = new TemplateObjects(one.Map, problems);
                foreach (var made in objects.All())
                    Add(new ObjectReader(made, defaultNamespace, problems), objects);
                break;
            case ManifestType.Other when ReadsAdmission && AdmissionReader.Read(one) is { } admission:
                Take(one, admission);
                break;
            case ManifestType.Other:
                if (!_deliveries.Add(one))
                    _carried.Add(one);
                Count(one.Kind);
                break;
            default:
                template?.RefuseOpen(one.Map);
                if (one.Name.Length > 0 && _known.Add(one))
                    Take(one);
                break;
        }
    }

    private void Take(ObjectReader one, AdmissionObject admission)
    {
        MetadataReader.Check(one, $"{admission.Kind} {Quoted.Cut(admission.Name)}");
        _admission.Add(admission);
        if (AppliedLater.Of(one) is { } said)
            _later.Add($"{admission} ({said})");
        if (Kustomization.Drops(one))
            _local.Add($"{admission}");
    }

    private void Take(ObjectReader one)
    {
        if (keepsObjects)
            _all.Add(one);
        if (Kustomization.Drops(one))
            _local.Add($"{one.Title} ({one.Fields.Location})");
        if (!ManifestTypes.IsServed(one.ApiVersion, version))
            _notServed.Add(one);
        switch (one.Type)
        {
            case ManifestType.Role or ManifestType.ClusterRole:
                MetadataReader.Check(one, one.Title);
                _roles.Add(ApplyMarks.On(RoleReader.Read(one), one));
                break;
            case ManifestType.RoleBinding or ManifestType.ClusterRoleBinding:
                MetadataReader.Check(one, one.Title);
                _bindings.Add(ApplyMarks.On(BindingReader.Read(one), one));
                break;
            case ManifestType.Service:
                _services.Add(ServiceReader.Read(one));
                break;
            case ManifestType.ServiceAccount:
                _serviceAccounts.Add(RbacSubject.ServiceAccount(one.Namespace!, one.Name));
                break;
            default:
                Count(one.Kind);
                break;
        }
    }

    private void Count(string kind) => _passedOver[kind] = _passedOver.GetValueOrDefault(kind) + 1;

    /// <summary>A role too many only adds access; a policy that is not there refuses nothing.</summary>
    private string? Later() => _later.Count == 0 ? null
        : $"whether these are applied is not known, and what is not applied refuses nothing: {NamedFew.Of(_later)}; change that, or leave "
            + "them out with --exclude";

    /// <summary>They are judged, as an older apply may have put them there.</summary>
    private string? NotServed() => _notServed.Count == 0 ? null
        : $"Kubernetes {version} does not serve {string.Join(", ", _notServed.Select(one => one.ApiVersion).Distinct())}, and an apply of "
            + $"these objects fails: {NamedFew.Of([.. _notServed.Select(one => $"{one.Title} ({one.Fields.Location})")])}; write "
            + $"{ManifestTypes.Current}, or name the version that they are for: --kubernetes-version 1.21";

    /// <summary>Values, patches, workflows: no Kubernetes objects, unless one of RBAC's hides in them.</summary>
    private void PassOver(YamlValue document)
    {
        if (RbacShape.Find(document) is { } hidden)
        {
            problems.Add(hidden.Location, $"looks like RBAC, but stands in {document.Description} without apiVersion and kind, which "
                + "nobody applies; write it as a document of its own, or leave the file out with --exclude");
        }

        _noObjects.Add($"{document.Location} ({document.Sort})");
    }

    private string NoObjects() => string.Create(
        CultureInfo.InvariantCulture, $"not read, as they are no Kubernetes objects: {_noObjects.Count}: {NamedFew.Of(_noObjects)}");
}
