import {
  type Icon,
  IconBabyCarriage,
  IconBarbell,
  IconBasket,
  IconBeer,
  IconBike,
  IconBolt,
  IconBook,
  IconBriefcase,
  IconBus,
  IconCamera,
  IconCar,
  IconCoffee,
  IconCreditCard,
  IconDeviceGamepad2,
  IconDeviceTv,
  IconDots,
  IconDroplet,
  IconGasStation,
  IconGift,
  IconHeart,
  IconHome,
  IconMusic,
  IconPaw,
  IconPhone,
  IconPigMoney,
  IconPill,
  IconPlane,
  IconPlant2,
  IconReceiptTax,
  IconSchool,
  IconScissors,
  IconShield,
  IconShirt,
  IconTicket,
  IconTool,
  IconToolsKitchen2,
  IconTrain,
  IconWifi,
} from '@tabler/icons-react';

type CategoryIconChoice = {
  /** The name that the API keeps: Tabler's own name of the outline icon. */
  readonly name: string;
  /** What a picker calls it. */
  readonly label: string;
  readonly icon: Icon;
};

/** The icons a category can have. A short list, because each of them is in the first download. */
export const CATEGORY_ICONS: readonly CategoryIconChoice[] = [
  { name: 'dots', label: 'Other', icon: IconDots },
  { name: 'basket', label: 'Basket', icon: IconBasket },
  { name: 'home', label: 'House', icon: IconHome },
  { name: 'train', label: 'Train', icon: IconTrain },
  { name: 'heart', label: 'Heart', icon: IconHeart },
  { name: 'ticket', label: 'Ticket', icon: IconTicket },
  { name: 'shirt', label: 'Shirt', icon: IconShirt },
  { name: 'book', label: 'Book', icon: IconBook },
  { name: 'gift', label: 'Gift', icon: IconGift },
  { name: 'plane', label: 'Plane', icon: IconPlane },
  { name: 'tools-kitchen-2', label: 'Fork and knife', icon: IconToolsKitchen2 },
  { name: 'coffee', label: 'Coffee', icon: IconCoffee },
  { name: 'beer', label: 'Drinks', icon: IconBeer },
  { name: 'car', label: 'Car', icon: IconCar },
  { name: 'bike', label: 'Bicycle', icon: IconBike },
  { name: 'bus', label: 'Bus', icon: IconBus },
  { name: 'gas-station', label: 'Fuel', icon: IconGasStation },
  { name: 'phone', label: 'Phone', icon: IconPhone },
  { name: 'wifi', label: 'Internet', icon: IconWifi },
  { name: 'bolt', label: 'Electricity', icon: IconBolt },
  { name: 'droplet', label: 'Water', icon: IconDroplet },
  { name: 'device-tv', label: 'Television', icon: IconDeviceTv },
  { name: 'device-gamepad-2', label: 'Games', icon: IconDeviceGamepad2 },
  { name: 'music', label: 'Music', icon: IconMusic },
  { name: 'barbell', label: 'Sport', icon: IconBarbell },
  { name: 'pill', label: 'Medicine', icon: IconPill },
  { name: 'paw', label: 'Pets', icon: IconPaw },
  { name: 'plant-2', label: 'Garden', icon: IconPlant2 },
  { name: 'baby-carriage', label: 'Children', icon: IconBabyCarriage },
  { name: 'school', label: 'School', icon: IconSchool },
  { name: 'scissors', label: 'Hairdresser', icon: IconScissors },
  { name: 'shield', label: 'Insurance', icon: IconShield },
  { name: 'receipt-tax', label: 'Taxes', icon: IconReceiptTax },
  { name: 'pig-money', label: 'Savings', icon: IconPigMoney },
  { name: 'credit-card', label: 'Bank card', icon: IconCreditCard },
  { name: 'briefcase', label: 'Work', icon: IconBriefcase },
  { name: 'tool', label: 'Repairs', icon: IconTool },
  { name: 'camera', label: 'Photography', icon: IconCamera },
];

const ICON_BY_NAME: ReadonlyMap<string, Icon> = new Map(
  CATEGORY_ICONS.map(({ name, icon }) => [name, icon]),
);

/** The icon of a category. A name that is not in the list, from a newer server, becomes three dots. */
export function categoryIcon(name: string): Icon {
  return ICON_BY_NAME.get(name) ?? IconDots;
}
