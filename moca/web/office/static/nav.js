// A component without a framework that tells the server where the page is. The client binds it twice while it mounts,
// so that what it listens to belongs to the module.

let owner = null;
let told = null;
const report = () => told?.({ path: location.pathname, qs: location.search });
addEventListener("popstate", report);
addEventListener("live:nav", report);

export function bind() {
  const me = {};
  return {
    create: (type, props) => props,
    render: (props) => {
      const isFirst = !told;
      owner = me;
      told = props.onNavigate;
      if (isFirst) setTimeout(report); // whoever was quick has gone on before this was loaded
    },
    unmount: () => { if (owner === me) owner = told = null; },
  };
}
export const Nav = "nav";
