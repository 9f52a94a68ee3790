using System.Security.Cryptography.X509Certificates;
using System.Text;
using Harness.Workloads;
using Harness.Workloads.Admission;

namespace Harness.Tests.Workloads.Admission;

internal sealed class AdmissionWebhookTests
{
    private static readonly AdmissionWebhook Webhook = new("shop", new HelloImageChoice("harness.local/hello-app:1", IsOurs: true), "[]");

    [Test]
    public void Where_it_does_not_answer_calls_are_refused()
    {
        var validating = Webhook.Validating().Webhooks.Single();

        validating.FailurePolicy.ShouldBe("Fail");
        validating.NamespaceSelector.MatchLabels.ShouldBe(new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = "shop" });
        validating.ObjectSelector.ShouldBeNull();
        var rule = validating.Rules.Single();
        rule.Operations.ShouldBe(["CONNECT"]);
        rule.Resources.ShouldBe(["services/proxy", "pods/proxy"]);
        Webhook.Mutating().Webhooks.Single().FailurePolicy.ShouldBe("Fail");
    }

    [Test]
    public void API_servers_trust_its_certificate_alone_and_call_it_by_the_name_in_it()
    {
        var client = Webhook.Validating().Webhooks.Single().ClientConfig;
        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(client.CaBundle));

        certificate.MatchesHostname($"{client.Service.Name}.{client.Service.NamespaceProperty}.svc").ShouldBeTrue();
        client.Service.Port.ShouldBe(AdmissionWebhook.Service().Spec.Ports.Single().Port);
        Webhook.Secret().StringData["tls.crt"].ShouldBe(Webhook.Certificate.Pem);
    }

    [Test]
    public void It_is_ready_once_it_answers_by_HTTPS()
    {
        var container = Webhook.Deployment().Spec.Template.Spec.Containers.Single();

        (container.ReadinessProbe.HttpGet.Scheme, container.ReadinessProbe.HttpGet.Port.Value).ShouldBe(("HTTPS", "8443"));
        container.Env.ShouldContain(variable => variable.Name == "ADMISSION_RULES");
    }

    [Test]
    public void The_key_is_not_printed() => $"{Webhook.Certificate}".ShouldNotContain("KEY");
}
