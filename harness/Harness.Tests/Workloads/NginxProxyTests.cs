using Harness.Workloads;

namespace Harness.Tests.Workloads;

internal sealed class NginxProxyTests
{
    private static readonly NginxProxy Proxy = new("nginx:1", "10.43.0.7:8080");

    [Test]
    public void It_asks_for_a_password_on_every_path_and_keeps_it_from_the_application()
    {
        var configuration = Proxy.Configuration("hello").Data["nginx.conf"];

        configuration.ShouldContain("server 10.43.0.7:8080;");
        configuration.ShouldContain("auth_basic_user_file /etc/passwords/htpasswd;");
        configuration.ShouldContain("proxy_set_header Authorization \"\";");
        configuration.ShouldNotContain("auth_basic off");
    }

    [Test]
    public void It_lets_everybody_through_where_that_is_asked_for()
    {
        var configuration = (Proxy with { AsksForPassword = false }).Configuration("hello").Data["nginx.conf"];

        configuration.ShouldContain("auth_basic off;");
        configuration.ShouldNotContain("auth_basic_user_file");
    }

    [Test]
    public void The_password_file_has_a_line_for_each_user()
    {
        var file = NginxProxy.Passwords("hello", [(BasicCredentials.Fresh("alice"), 4), (BasicCredentials.Fresh("bob"), 5)])
            .StringData["htpasswd"];

        file.ShouldMatch(@"^alice:\$2y\$04\$\S+\nbob:\$2y\$05\$\S+\n$");
    }

    [Test]
    public void Beside_the_application_it_is_the_only_one_that_other_pods_reach()
    {
        var pod = Proxy.Sidecar("hello", HelloImageChoice.Other("hello:1"), replicas: 3).Spec.Template.Spec;

        var (application, nginx) = (pod.Containers[0], pod.Containers[1]);
        application.Env.ToDictionary(variable => variable.Name, variable => variable.Value)
            .ShouldBe(new Dictionary<string, string> { ["LISTEN_ADDRESS"] = "127.0.0.1", ["HTTPS_PORT"] = "off" }, ignoreOrder: true);
        application.ReadinessProbe.ShouldBeNull();
        nginx.Ports.Single().ContainerPort.ShouldBe(8000);
        NginxProxy.Service("hello").Spec.Ports.Single().TargetPort.Value.ShouldBe("8000");
    }
}
